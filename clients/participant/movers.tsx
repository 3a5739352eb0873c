/* movers.tsx -- "who moved?": asked before the phone shows what the choice led to, because whoever guessed first looks
 * better. Whoever would rather look at once can. Alone nobody asks. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { capital } from '../core/i18n';
import type { MemberTeam } from '../core/types';
import { Button } from '../ui/button';
import { Chips } from '../ui/chips';
import { Face } from '../ui/face';
import { useText } from '../ui/reading';
import { faceOf } from '../ui/team';
import { movementOf } from '../ui/stand';
import { roomCalled } from '../ui/words';
import type { StairPerson } from '../ui/staircase';
import { HowDecided } from './how-decided';
import { consequenceOf, isSolo, ownMover, ownReady, teamOf, type Playing } from './seat';
import { StepBar } from './step-bar';
import { StoryAgain } from './story-again';

export const asksForMovers = (playing: Playing): boolean =>
  !isSolo(playing) &&
  consequenceOf(playing) !== undefined &&
  !ownReady(playing).value &&
  ownMover(playing).value < 0 &&
  membersHere(playing).length > 1;

const membersHere = (playing: Playing): readonly MemberTeam[] =>
  teamOf(playing)?.members.filter((one) => !one.vacant) ?? [];

export function Movers({ playing, onLook }: { readonly playing: Playing; readonly onLook: () => void }): JSX.Element {
  const { t } = useText();
  const { live, round, session, dilemma, me } = playing;
  const [picked, setPicked] = useState<number | null>(null);
  const what = consequenceOf(playing);
  const title = dilemma.options.find((one) => one.option === what?.option)?.title ?? '';
  const here = membersHere(playing);
  const name = here.find((one) => one.member === picked)?.name ?? '';
  return (
    <>
      <p class="soft small">{t('consequence.decided', { room: capital(roomCalled(t, session, me.room)), title })}</p>
      <HowDecided playing={playing} />
      <h1>{t('movers.title')}</h1>
      <p class="lead-in">
        {what !== undefined && `${what.title}. `}
        {t('movers.lead')}
      </p>
      <StoryAgain playing={playing} />
      <Chips
        hideLabel
        label={t('movers.title')}
        value={picked}
        onPick={setPicked}
        chips={here.map((one) => ({
          value: one.member,
          body: (
            <span class="mover">
              <Face id={faceOf(session.scenario.members, one.member)} name="" expression="rustig" />
              {one.name}
            </span>
          ),
        }))}
      />
      <StepBar>
        <Button
          kind="main"
          full
          off={picked === null}
          onClick={() => picked !== null && live.command({ type: 'mover_cast', round: round.round, member: picked })}
        >
          {picked === null ? t('movers.pick') : t('movers.go', { name })}
        </Button>
        <Button kind="quiet" compact onClick={onLook}>
          {t('movers.look')}
        </Button>
      </StepBar>
    </>
  );
}

/* What the own guess came to, above the stairs. */
export function MoverTold({
  playing,
  people,
}: {
  readonly playing: Playing;
  readonly people: readonly StairPerson[];
}): JSX.Element | null {
  const { t } = useText();
  const person = people.find((one) => one.member === ownMover(playing).value);
  if (person === undefined) return null;
  const unsure = person.guessed || person.at === null;
  const words = unsure
    ? 'movers.you_unsure'
    : movementOf(person.from, person.at) === null
      ? 'movers.you_still'
      : 'movers.you_moved';
  return <p class="lead-in">{t(words, { name: person.name })}</p>;
}
