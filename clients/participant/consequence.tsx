/* consequence.tsx -- what happened, then the team on the staircase, then why. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { capital } from '../core/i18n';
import { Befallen } from '../ui/befell';
import { Beside } from '../ui/beside';
import { Letter } from '../ui/letter';
import { useNewHeading } from '../ui/kept-focus';
import { useText } from '../ui/reading';
import { movementOf } from '../ui/stand';
import { Staircase } from '../ui/staircase';
import { Story } from '../ui/story';
import { stairsOf } from '../ui/team';
import { Why } from '../ui/why';
import { roomCalled } from '../ui/words';
import { asksForMovers, MoverTold, Movers } from './movers';
import { ReadyBar } from './ready-bar';
import { HowDecided } from './how-decided';
import { consequenceOf, isSolo, teamOf, type Playing } from './seat';
import { StepBar } from './step-bar';
import { StoryAgain } from './story-again';

/* First the guess, then what it led to. */
export function Consequence({ playing }: { readonly playing: Playing }): JSX.Element {
  const [looked, setLooked] = useState(false);
  const guessing = !looked && asksForMovers(playing);
  useNewHeading(guessing);
  if (guessing) return <Movers playing={playing} onLook={() => setLooked(true)} />;
  return (
    <>
      <Told playing={playing} />
      <StepBar>
        <ReadyBar playing={playing} label="ready.read" />
      </StepBar>
    </>
  );
}

export function Told({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { session, me, dilemma } = playing;
  const what = consequenceOf(playing);
  const members = session.scenario.members;
  if (what === undefined) return <h1>{t('consequence.coming')}</h1>;
  const option = dilemma.options.find((one) => one.option === what.option);
  const thought = new Map(me.guesses.map((guess) => [guess.member, guess.phase]));
  const people = stairsOf(t, teamOf(playing)?.members ?? [], members, thought);
  const moved = people.filter((person) => movementOf(person.from, person.at) !== null).length;
  const unsure = people.some((person) => person.guessed || person.at === null); // They may have moved: nobody knows.
  const bench = people.some((person) => person.at === null);
  return (
    <>
      <p class="row soft small">
        <Letter option={what.option} small />
        {isSolo(playing)
          ? t('consequence.you_decided', { title: option?.title ?? '' })
          : t('consequence.decided', { room: capital(roomCalled(t, session, me.room)), title: option?.title ?? '' })}
      </p>
      <HowDecided playing={playing} />
      <h1>{what.title}</h1>
      {what.most !== '' && <p class="most">{what.most}</p>}
      <Befallen all={what.befell} />
      <StoryAgain playing={playing} />
      <Beside
        side={
          what.why.length > 0 && (
            <section class="block">
              <h2>{t('consequence.why')}</h2>
              <p class="soft small lead-in">{t('consequence.why_lead')}</p>
              <Why causes={what.why} members={members} />
            </section>
          )
        }
      >
        <div class="opening">
          <Story blocks={what.story} />
        </div>
        <section class="block">
          <h2>{t('consequence.team')}</h2>
          <p class="soft small lead-in">
            {moved === 0
              ? t(unsure ? 'consequence.moved_none_known' : 'consequence.moved_none')
              : t('consequence.moved', { n: moved })}
            {bench && ` ${t('consequence.bench')}`}
          </p>
          <MoverTold playing={playing} people={people} />
          <Staircase label={t('consequence.team')} people={people} />
        </section>
      </Beside>
    </>
  );
}
