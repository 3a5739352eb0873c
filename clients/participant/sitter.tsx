/* sitter.tsx -- whom a guess is about: the face, the question, and what could be noticed of them in this dilemma. */
import type { JSX } from 'preact';
import { Face } from '../ui/face';
import { useText } from '../ui/reading';
import { faceOf } from '../ui/team';
import { spoken } from '../ui/words';
import { teamOf, type Playing } from './seat';
import { StoryAgain } from './story-again';

export const nameOf = (playing: Playing, member: number): string =>
  teamOf(playing)?.members.find((one) => one.member === member)?.name ??
  playing.session.scenario.members.find((one) => one.member === member)?.name ??
  '';

export function Sitter({ playing, member }: { readonly playing: Playing; readonly member: number }): JSX.Element {
  const { t, lang } = useText();
  const { dilemma, session } = playing;
  const name = nameOf(playing, member);
  const said = dilemma.situation.find((block) => block.kind === 'speech' && block.member === member);
  const seen = dilemma.signals.find((signal) => signal.member === member);
  return (
    <>
      <div class="sitter">
        <Face
          id={faceOf(session.scenario.members, member)}
          name={name}
          size="l"
          expression={teamOf(playing)?.members.find((one) => one.member === member)?.face ?? 'rustig'}
        />
        <h1>{t('diagnosis.title', { name })}</h1>
      </div>
      <StoryAgain playing={playing} />
      {(seen !== undefined || said !== undefined) && (
        <p class="evidence">
          {seen !== undefined && `${name} ${seen.text}`} {said !== undefined && spoken(lang, said.text)}
        </p>
      )}
    </>
  );
}
