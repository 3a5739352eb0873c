/* tables.tsx -- rooms as tables whose chairs fill. Up to TABLES_MAX rooms have a table each, up to LINES_MAX
 * a line each; with more there is only the total, which stands elsewhere on the picture. */
import type { JSX } from 'preact';
import type { ChairProps } from '../ui/chair';
import { SeatTable } from '../ui/seat-table';

export const TABLES_MAX = 6;
export const LINES_MAX = 20;

export interface RoomTable {
  readonly room: number;
  readonly name: string;
  readonly filled: number;
  readonly chairs: number;
  readonly word: string; // "5 van 6", or what this room is doing.
  readonly says: string;
}

interface TablesProps {
  readonly label: string;
  readonly tables: readonly RoomTable[];
  readonly column?: boolean; // One below the other, so they must be low.
}

const chairsOf = (table: RoomTable): readonly ChairProps[] =>
  Array.from(
    { length: table.chairs },
    (_, i): ChairProps => ({ name: '', nameless: true, says: '', state: i < table.filled ? 'done' : 'idle' }),
  );

export function Tables({ label, tables, column = false }: TablesProps): JSX.Element | null {
  if (tables.length > LINES_MAX) return null;
  if (tables.length > TABLES_MAX) return <Lines label={label} tables={tables} />;
  const shape = column
    ? tables.length > 3
      ? 'wall-tables-pairs'
      : 'wall-tables-column'
    : `wall-tables-${Math.min(3, tables.length)}`;
  return (
    <section aria-label={label}>
      <ul class={`wall-tables ${shape}${tables.length > 3 ? ' wall-tables-many' : ''}`}>
        {tables.map((table) => (
          <li key={table.room} class="wall-table">
            <p class="hidden-text">{table.says}</p>
            <div aria-hidden="true">
              <SeatTable label={table.name} chairs={chairsOf(table)}>
                <p>
                  {table.name !== '' && <b>{table.name}</b>} <span>{table.word}</span>
                </p>
              </SeatTable>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/* A line for each room: its name, a bar that fills, the count; with very many only name and count. */
const BARS_MAX = 12;

function Lines({ label, tables }: { readonly label: string; readonly tables: readonly RoomTable[] }): JSX.Element {
  return (
    <section aria-label={label}>
      <ul class={tables.length > BARS_MAX ? 'wall-lines wall-lines-short' : 'wall-lines'}>
        {tables.map((table) => (
          <li key={table.room}>
            <b>{table.name}</b>
            {tables.length <= BARS_MAX && (
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="line-whole" width="100" height="10" rx="2" />
                <rect
                  class="line-filled"
                  width={table.chairs === 0 ? 0 : (100 * table.filled) / table.chairs}
                  height="10"
                  rx="2"
                />
              </svg>
            )}
            <span>{table.word}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
