/* progress.tsx -- what is asked now, and how many have answered: never who, never what. */
import type { JSX } from 'preact';
import type { TextKey } from '../core/i18n';
import type { Dilemma, RoomProgress, Round, Step } from '../core/types';
import { Face } from '../ui/face';
import { LeaderWeek } from '../ui/leader-week';
import { useText, type Texts } from '../ui/reading';
import { phaseSentence, roomName, stepName } from '../ui/words';
import { Options } from './options';
import { sum, type Show } from './show';
import { Tables, type RoomTable } from './tables';

interface ProgressProps {
  readonly show: Show;
  readonly round: Round;
  readonly dilemma: Dilemma;
}

export function ProgressPicture({ show, round, dilemma }: ProgressProps): JSX.Element {
  const { t } = useText();
  const inRound = show.progress.filter((room) => room.round === round.round);
  const done = sum(inRound.map((room) => answered(round, room)));
  const expected = sum(inRound.map((room) => room.expected));
  return (
    <main id="main" class="wall-progress">
      <div>
        <p class="wall-eye">{dilemma.title}</p>
        <Asked show={show} round={round} dilemma={dilemma} />
      </div>
      <div>
        <p class="wall-count" role="status">
          <b>{done}</b> <span>{t(asking[round.step].count, { n: done, m: expected })}</span>
        </p>
        <Tables
          column
          label={t('projector.tables')}
          tables={show.progress.map((room) => tableOf(t, show, round, room))}
        />
        {asking[round.step].weighs && round.week !== null && show.session.rooms.length < 2 && (
          <LeaderWeek week={round.week} />
        )}
      </div>
    </main>
  );
}

/* Rooms that play different dilemmas: only where each is. */
export function ApartPicture({ show }: { readonly show: Show }): JSX.Element {
  const { t } = useText();
  return (
    <main id="main" class="wall-progress">
      <div>
        <p class="wall-eye">{show.session.title || show.session.scenario.title}</p>
        <h1>{t('projector.apart')}</h1>
        <p class="wall-note">{t('projector.apart_note')}</p>
      </div>
      <Tables
        column
        label={t('projector.tables')}
        tables={show.progress.map((room): RoomTable => {
          const name = roomName(t, room.room);
          const word =
            room.round < 0
              ? stepName(t, room.step)
              : t('projector.apart_where', { n: room.round + 1, step: stepName(t, room.step).toLowerCase() });
          return { room: room.room, name, word, filled: room.done, chairs: room.expected, says: `${name}: ${word}` };
        })}
      />
    </main>
  );
}

interface Counting {
  readonly count: TextKey; // What has been counted, in words.
  readonly weighs: boolean; // Options are chosen from, so the week of whoever leads counts.
}

const ready: Counting = { count: 'projector.count_ready', weighs: false };

/* A step without its line does not compile. */
const asking: Readonly<Record<Step, Counting>> = {
  lobby: ready,
  situation: ready,
  diagnosis: { count: 'projector.count_diagnosis', weighs: false },
  choice: { count: 'projector.count_choice', weighs: true },
  discussion: ready,
  decision: { count: 'projector.count_decision', weighs: true },
  consequence: ready,
  reflection: ready,
  debrief: ready,
};

/* In a room that has gone on from this step everybody has answered. */
function answered(round: Round, room: RoomProgress): number {
  if (room.round !== round.round) return 0;
  const ahead = round.steps.indexOf(room.step) - round.steps.indexOf(round.step);
  return ahead === 0 ? room.done : ahead > 0 ? room.expected : 0;
}

/* A room that is elsewhere in the story shows where. */
function tableOf(t: Texts['t'], show: Show, round: Round, room: RoomProgress): RoomTable {
  const name = show.session.rooms.length > 1 ? roomName(t, room.room) : '';
  const here = room.round === round.round && room.step === round.step;
  const word = here ? t('projector.seats', { n: room.done, m: room.expected }) : stepName(t, room.step);
  return {
    room: room.room,
    name,
    word,
    filled: answered(round, room),
    chairs: room.expected,
    says: `${name === '' ? t('room.group') : name}: ${word}`,
  };
}

function Asked({ show, round, dilemma }: ProgressProps): JSX.Element {
  const { t } = useText();
  if (round.step === 'diagnosis') return <Estimated show={show} dilemma={dilemma} />;
  const second = round.step === 'decision';
  const tied = second && show.results.length === 1 && show.results[0]?.tie === true;
  return (
    <>
      <h1>{second ? t('decision.title') : t('choice.title')}</h1>
      <Options options={dilemma.options} priced />
      <p class="wall-note">
        {tied ? t('projector.tie_note') : second ? t('projector.decide_note') : t('projector.choose_note')}
      </p>
    </>
  );
}

function Estimated({ show, dilemma }: { readonly show: Show; readonly dilemma: Dilemma }): JSX.Element {
  const { t } = useText();
  const members = show.session.scenario.members;
  const team = show.teams[0]?.members ?? [];
  const asked = dilemma.diagnose.map((member) => {
    const now = team.find((one) => one.member === member);
    const intro = members.find((one) => one.member === member);
    return { member, id: intro?.id ?? '', name: now?.name ?? intro?.name ?? '', face: now?.face ?? 'rustig' };
  });
  return (
    <>
      <div class="wall-sitters">
        {asked.map((one) => (
          <Face key={one.member} id={one.id} name={one.name} expression={one.face} size="l" />
        ))}
        <h1>
          {asked.length === 1
            ? t('diagnosis.title', { name: asked[0]?.name ?? '' })
            : t('projector.diagnosis_two', { a: asked[0]?.name ?? '', b: asked[1]?.name ?? '' })}
        </h1>
      </div>
      <ol class="wall-rungs" reversed>
        {[4, 3, 2, 1, 0].map((phase) => (
          <li key={phase} class={`wall-rung-${phase + 1}`}>
            <span class="phase-number" aria-hidden="true">
              {phase + 1}
            </span>
            {phaseSentence(t, phase)}
          </li>
        ))}
      </ol>
    </>
  );
}
