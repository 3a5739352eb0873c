/* compared.tsx -- in the look back: the answers about one's own team against the matrix. What is strong, what is
 * weak, and where somebody stands for whom little is done: a gap, also when nothing of it was done in this story. */
import type { JSX } from 'preact';
import { capital, list } from '../../core/i18n';
import type { Layer, MatrixRow, OwnTeam, ScanLevel } from '../../core/types';
import { PhaseHeads, phasesAll } from '../phase-heads';
import { useText } from '../reading';
import { phaseName, phasesNumbered } from '../words';
import { Levels } from './levels';
import { levelSaid, type AnsweredBy } from './voice';
import './own.css';

/* The layers of the matrix that a level of the scan asks about. */
const layers: Readonly<Record<ScanLevel, readonly Layer[]>> = {
  task: ['task'],
  colleagues: ['colleagues'],
  leader: ['leader'],
  organisation: ['hr', 'management'],
  environment: ['education', 'environment'],
};

const doneIn = (rows: readonly MatrixRow[], level: ScanLevel, phase: number): number =>
  rows.filter(({ layer }) => layers[level].includes(layer)).reduce((sum, row) => sum + (row.actions[phase] ?? 0), 0);

/* A level that helps little where people stand, and whether the story was played as if that did not matter. */
interface Gap {
  readonly level: ScanLevel;
  readonly phases: readonly number[];
  readonly done: boolean;
}

function gapsOf({ levels, stand }: OwnTeam, rows: readonly MatrixRow[]): readonly Gap[] {
  return levels.flatMap(({ level, cells }) => {
    const weak = phasesAll.filter((phase) => cells[phase] === 'weak' && (stand[phase] ?? 0) > 0);
    return [true, false]
      .map((done) => ({ level, done, phases: weak.filter((phase) => doneIn(rows, level, phase) > 0 === done) }))
      .filter(({ phases }) => phases.length > 0);
  });
}

interface ComparedProps {
  readonly team: OwnTeam;
  readonly rows: readonly MatrixRow[]; // Of the room.
  readonly voice: AnsweredBy;
}

export function Compared({ team, rows, voice }: ComparedProps): JSX.Element {
  const texts = useText();
  const { t } = texts;
  const we = voice === 'team';
  return (
    <section class="block">
      <h2>{t(we ? 'ours.matrix' : 'own.matrix')}</h2>
      <p class="lead-in">{t(we ? 'ours.matrix_lead' : 'own.matrix_lead')}</p>
      <Levels levels={team.levels} voice={voice} />
      <Table team={team} voice={voice} />
      <p class="source">{phasesNumbered(texts)}</p>
      <Gaps gaps={gapsOf(team, rows)} voice={voice} />
    </section>
  );
}

function Table({ team, voice }: Pick<ComparedProps, 'team' | 'voice'>): JSX.Element {
  const { t } = useText();
  const we = voice === 'team';
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={t(we ? 'ours.matrix' : 'own.matrix')}>
      <table class="matrix">
        <caption class="hidden-text">{t(we ? 'ours.matrix' : 'own.matrix')}</caption>
        <PhaseHeads name={phaseName} hideNames corner="matrix-corner" />
        <tbody>
          <tr>
            <th scope="row">{t(we ? 'ours.people' : 'own.people')}</th>
            {phasesAll.map((phase) => (
              <td key={phase}>{team.stand[phase] ?? 0}</td>
            ))}
          </tr>
          {team.levels.map(({ level, cells }) => (
            <tr key={level}>
              <th scope="row">{capital(levelSaid(t, voice, level))}</th>
              {phasesAll.map((phase) => {
                const cell = cells[phase] ?? 'none';
                const gap = cell === 'weak' && (team.stand[phase] ?? 0) > 0;
                return (
                  <td key={phase} class={gap ? 'matrix-gap' : cell === 'strong' ? 'matrix-many' : undefined}>
                    {cell === 'none' ? '' : t(`own.cell_${cell}`)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Gaps({ gaps, voice }: { readonly gaps: readonly Gap[]; readonly voice: AnsweredBy }): JSX.Element {
  const { t, lang } = useText();
  const we = voice === 'team';
  if (gaps.length === 0) return <p class="lead-in">{t(we ? 'ours.no_gaps' : 'own.no_gaps')}</p>;
  return (
    <>
      <h3 class="block">{t('own.gaps')}</h3>
      <ul class="scan-lines">
        {gaps.map(({ level, phases, done }) => (
          <li key={`${level}.${done}`}>
            {t(done ? (we ? 'ours.gap_done' : 'own.gap_done') : we ? 'ours.gap' : 'own.gap', {
              level: levelSaid(t, voice, level),
              n: phases.length,
              phases: list(
                lang,
                phases.map((phase) => phaseName(t, phase).toLowerCase()),
              ),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}
