/* discussion.tsx -- the question first: the phone asks to be put down. Below it how the room chose.
 * (Alone there is no room: see solo/arguments.tsx.) */
import type { JSX } from 'preact';
import chats from 'phosphor:chats';
import { Icon } from '../ui/icon';
import { useText } from '../ui/reading';
import { Votes } from '../ui/votes';
import { roomCalled } from '../ui/words';
import { resultOf, type Playing } from './seat';
import { StoryAgain } from './story-again';

export function Discussion({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { dilemma, session, me } = playing;
  const question = dilemma.questions[0]?.text;
  const result = resultOf(playing);
  const people = result?.first.reduce((sum, n) => sum + n, 0) ?? 0;
  return (
    <>
      <div class="lit talk">
        <p class="row soft small">
          <Icon d={chats} />
          {t('discussion.about')}
        </p>
        <h1>{question ?? t('discussion.question')}</h1>
        <p>{t('discussion.put_down')}</p>
      </div>
      <StoryAgain playing={playing} />
      <section class="block" aria-live="polite">
        <h2>{t('discussion.how', { room: roomCalled(t, session, me.room) })}</h2>
        {result === undefined || !result.shown ? (
          <p class="soft lead-in">{t('discussion.closed')}</p>
        ) : (
          <>
            <p class="soft small lead-in">{t('discussion.before', { n: people })}</p>
            <Votes options={dilemma.options} counts={result.first} reasons={result.reasons} />
          </>
        )}
      </section>
    </>
  );
}
