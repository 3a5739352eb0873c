/* beside-matrix.tsx -- in the look back: the answers about one's own team against the matrix. What is strong, what is
 * weak, and where somebody stands for whom little is done: a gap, also when nothing of it was done in this story. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ownTeamOf } from '../../core/alone/road';
import { capital, list } from '../../core/i18n';
import type { Layer, MatrixRow, OwnTeam, ScanLevel } from '../../core/types';
import type { Seat } from '../../participant/seat';
import { PhaseHeads, phasesAll } from '../../ui/phase-heads';
import { useText } from '../../ui/reading';
import { phaseName, phasesNumbered } from '../../ui/words';
import { Levels } from './levels';

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

export function BesideMatrix({ seat }: { readonly seat: Seat }): JSX.Element | null {
  const { lang } = useText();
  const { token, alone } = seat.live;
  const [team, setTeam] = useState<OwnTeam | null>(null);
  useEffect(() => {
    if (alone) void ownTeamOf(token, lang).then(setTeam);
  }, [token, lang]);
  const rows = seat.screen.sections.debrief?.rooms[0]?.matrix ?? [];
  return team === null ? null : <Compared team={team} rows={rows} />;
}

export function Compared({ team, rows }: { readonly team: OwnTeam; readonly rows: readonly MatrixRow[] }): JSX.Element {
  const texts = useText();
  const { t } = texts;
  return (
    <section class="block">
      <h2>{t('own.matrix')}</h2>
      <p class="lead-in">{t('own.matrix_lead')}</p>
      <Levels levels={team.levels} />
      <Table team={team} />
      <p class="source">{phasesNumbered(texts)}</p>
      <Gaps gaps={gapsOf(team, rows)} />
    </section>
  );
}

function Table({ team }: { readonly team: OwnTeam }): JSX.Element {
  const { t } = useText();
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={t('own.matrix')}>
      <table class="matrix">
        <caption class="hidden-text">{t('own.matrix')}</caption>
        <PhaseHeads name={phaseName} hideNames corner="matrix-corner" />
        <tbody>
          <tr>
            <th scope="row">{t('own.people')}</th>
            {phasesAll.map((phase) => (
              <td key={phase}>{team.stand[phase] ?? 0}</td>
            ))}
          </tr>
          {team.levels.map(({ level, cells }) => (
            <tr key={level}>
              <th scope="row">{capital(t(`scan.level_${level}`))}</th>
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

function Gaps({ gaps }: { readonly gaps: readonly Gap[] }): JSX.Element {
  const { t, lang } = useText();
  if (gaps.length === 0) return <p class="lead-in">{t('own.no_gaps')}</p>;
  return (
    <>
      <h3 class="block">{t('own.gaps')}</h3>
      <ul class="scan-lines">
        {gaps.map(({ level, phases, done }) => (
          <li key={`${level}.${done}`}>
            {t(done ? 'own.gap_done' : 'own.gap', {
              level: t(`scan.level_${level}`),
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
