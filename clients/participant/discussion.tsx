/* discussion.tsx -- the question first: the phone asks to be put down. Below it how the room chose.
 * Alone there is no room: then colleagues argue for what you did not choose. */
import type { JSX } from 'preact';
import chats from 'phosphor:chats';
import { capital, numberWord } from '../core/i18n';
import { letterOf, type Option } from '../core/types';
import { Icon } from '../ui/icon';
import { Letter } from '../ui/letter';
import { useText } from '../ui/reading';
import { Speech } from '../ui/story';
import { Votes } from '../ui/votes';
import { roomCalled, spoken } from '../ui/words';
import { isSolo, ownVote, resultOf, type Playing } from './seat';

export function Discussion({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t, lang } = useText();
  if (isSolo(playing)) return <Arguments playing={playing} />;
  const { dilemma, session, me } = playing;
  const question = dilemma.questions[0]?.text;
  const result = resultOf(playing);
  const people = result?.first.reduce((sum, n) => sum + n, 0) ?? 0;
  return (
    <>
      <div class="lit talk">
        <p class="row soft small"><Icon d={chats} />{t('discussion.about')}</p>
        <h1>{question ?? t('discussion.question')}</h1>
        <p>{t('discussion.put_down')}</p>
      </div>
      <section class="block" aria-live="polite">
        <h2>{t('discussion.how', { room: roomCalled(t, session, me.room) })}</h2>
        {result === undefined || !result.shown
          ? <p class="soft lead-in">{t('discussion.closed')}</p>
          : <>
            <p class="soft small lead-in">{t('discussion.before', { people: capital(people === 1 ? t('discussion.one_person') : t('discussion.people', { n: numberWord(lang, people) })) })}</p>
            <Votes options={dilemma.options} counts={result.first} reasons={result.reasons} />
          </>}
      </section>
    </>
  );
}

/* Three colleagues from elsewhere; who they are never changes, so that one gets to know them. */
const colleagues = ['marga', 'wouter', 'nadia'] as const;
const called = { marga: 'Marga', wouter: 'Wouter', nadia: 'Nadia' } as const;

function Arguments({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t, lang } = useText();
  const { dilemma } = playing;
  const chosen = ownVote(playing).value.option;
  const mine = dilemma.options.find((option) => option.option === chosen);
  const others = dilemma.options.filter((option): option is Option => option.option !== chosen && option.argument !== '');
  return (
    <>
      {mine !== undefined && <p class="row soft small"><Letter option={chosen} small />{t('solo.you_chose', { title: mine.title })}</p>}
      <h1>{t('solo.argue', { n: capital(numberWord(lang, others.length)) })}</h1>
      <div class="story argue">
        {others.map((option, i) => {
          const who = colleagues[i % colleagues.length] ?? 'marga';
          return <Speech key={option.option} id={who} name={called[who]} face="vertelt"
            after={t('solo.chooses', { role: t(`solo.role_${who}`), letter: letterOf(option.option), title: option.title })} text={spoken(lang, option.argument)} />;
        })}
      </div>
      {dilemma.questions[0] !== undefined && <div class="lit talk"><p class="row soft small"><Icon d={chats} />{t('solo.think')}</p><p class="head talk-question">{dilemma.questions[0].text}</p></div>}
    </>
  );
}
