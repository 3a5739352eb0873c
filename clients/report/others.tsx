/* others.tsx -- lines that have no picture of their own: a table for each kind, with what they say. */
import type { JSX } from 'preact';
import { useText } from '../ui/reading';
import type { OtherLine } from './lines';

const kindOf = (line: OtherLine): string => (typeof line.name === 'string' ? line.name : Object.keys(line).join(', '));
const written = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

export function OtherLines({ lines }: { readonly lines: readonly OtherLine[] }): JSX.Element {
  const { t } = useText();
  const kinds = [...new Set(lines.map(kindOf))];
  return (
    <section class="block">
      <h2>{t('report.others')}</h2>
      {kinds.map((kind) => (
        <Kind key={kind} kind={kind} lines={lines.filter((line) => kindOf(line) === kind)} />
      ))}
    </section>
  );
}

function Kind({ kind, lines }: { readonly kind: string; readonly lines: readonly OtherLine[] }): JSX.Element {
  const keys = [...new Set(lines.flatMap((line) => Object.keys(line)))].filter((key) => key !== 'name');
  return (
    <article class="report-dilemma">
      <h3>{kind}</h3>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={kind}>
        <table class="data-table report-lines">
          <thead>
            <tr>
              {keys.map((key) => (
                <th key={key} scope="col">
                  {key}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <tr key={index}>
                {keys.map((key) => (
                  <td key={key}>{key in line ? written(line[key]) : ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </article>
  );
}
