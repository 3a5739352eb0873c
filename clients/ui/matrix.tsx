/* matrix.tsx -- what was done, for whom: layers by phases, a real table. On a phone the number of
 * actions; on a large screen an action is a bar over the phases it serves. An empty cell is a gap
 * only where somebody stood: "leeg". */
import type { JSX } from 'preact';
import { Fragment } from 'preact';
import type { MatrixRow } from '../core/types';
import { PhaseHeads, phasesAll } from './phase-heads';
import { useText } from './reading';
import { layerName, phaseName, phasesNumbered } from './words';
import './matrix.css';

/* A gap: this layer did nothing for a phase where a member stood, while it could (somebody stood). */
const isGap = (row: MatrixRow, phase: number): boolean =>
  (row.actions[phase] ?? 0) === 0 && (row.stood[phase] ?? 0) > 0;

interface MatrixProps {
  readonly caption: string;
  readonly rows: readonly MatrixRow[];
  readonly bars?: boolean;
  readonly phaseOf?: typeof phaseName; // What a phase is called.
}

export function Matrix({ caption, rows, bars = false, phaseOf = phaseName }: MatrixProps): JSX.Element {
  const texts = useText();
  const { t } = texts;
  const near = new Set(['task', 'colleagues', 'leader']); // What a leader can reach; further layers stay quiet.
  const gap = (row: MatrixRow, phase: number): boolean => near.has(row.layer) && isGap(row, phase);
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={caption}>
      <table class={bars ? 'matrix matrix-bars' : 'matrix'}>
        <caption class="hidden-text">{caption}</caption>
        <PhaseHeads name={phaseOf} hideNames={!bars} corner="matrix-corner" />
        <tbody>
          {rows.map((row) =>
            bars && row.items.length > 0 ? (
              <Bars key={row.layer} row={row} />
            ) : (
              <tr key={row.layer}>
                <th scope="row">{layerName(t, row.layer)}</th>
                {phasesAll.map((phase) => {
                  const n = row.actions[phase] ?? 0;
                  const empty = gap(row, phase);
                  return (
                    <td
                      key={phase}
                      class={n > 1 ? 'matrix-many' : n === 1 ? 'matrix-one' : empty ? 'matrix-gap' : undefined}
                    >
                      {n > 0 ? (
                        <>
                          {n}
                          <span class="hidden-text"> {t('matrix.actions', { n })}</span>
                        </>
                      ) : empty ? (
                        t('matrix.gap')
                      ) : (
                        ''
                      )}
                    </td>
                  );
                })}
              </tr>
            ),
          )}
        </tbody>
      </table>
      {!bars && <p class="source">{phasesNumbered(texts)}</p>}
    </div>
  );
}

/* Runs of neighbouring phases become one bar. */
function runs(phases: readonly number[]): readonly { readonly on: boolean; readonly span: number }[] {
  const out: { on: boolean; span: number }[] = [];
  for (const phase of phasesAll) {
    const on = phases.includes(phase);
    const last = out[out.length - 1];
    if (on && last?.on) last.span++;
    else out.push({ on, span: 1 });
  }
  return out;
}

function Bars({ row }: { readonly row: MatrixRow }): JSX.Element {
  const { t } = useText();
  return (
    <Fragment>
      {row.items.map((item, i) => (
        <tr key={i}>
          {i === 0 && (
            <th scope="rowgroup" rowSpan={row.items.length}>
              {layerName(t, row.layer)}
            </th>
          )}
          {runs(item.phases).map((run, k) => (
            <td key={k} colSpan={run.span} class={run.on ? 'matrix-bar' : undefined}>
              {run.on ? item.name : ''}
            </td>
          ))}
        </tr>
      ))}
    </Fragment>
  );
}
