/* merge.ts -- a view may bring of a section only what differs from what this page has
 * (shared/protocol/change.h). Here it becomes a view of whole sections again. What did not change keeps its
 * identity, so that what is drawn of it need not be drawn again. */
import { isMap, type Fields } from './envelope';
import { ROW_NAMES, type SectionName, type Sections, type ServerMessage } from './types';

type View = Extract<ServerMessage, { t: 'view' }>;

const areRows = (value: unknown): value is readonly Fields[] => Array.isArray(value) && value.every(isMap);

/* null, here and below: it does not fit on what we have. */
function mergedRows(rows: unknown, by: string | undefined, change: Fields): readonly Fields[] | null {
  if (by === undefined || !areRows(rows) || !areRows(change.rows)) return null;
  const changes = new Map(change.rows.map((row) => [row[by], row]));
  const known = new Map(rows.map((row) => [row[by], row]));
  const order = Array.isArray(change.order) ? change.order : rows.map((row) => row[by]);
  const merged: Fields[] = [];
  for (const name of order) {
    const older = known.get(name);
    const newer = changes.get(name);
    const row = older !== undefined && newer !== undefined ? { ...older, ...newer } : (older ?? newer);
    if (row === undefined) return null;
    merged.push(row);
  }
  return merged;
}

function mergedSection(name: string, section: unknown, change: unknown): Fields | null {
  if (!isMap(section) || !isMap(change)) return null;
  const merged: Record<string, unknown> = { ...section };
  for (const [field, value] of Object.entries(change)) {
    const isRows = Array.isArray(section[field]) && isMap(value);
    const newer = isRows ? mergedRows(section[field], ROW_NAMES[name]?.[field], value) : value;
    if (isRows && newer === null) return null;
    merged[field] = newer;
  }
  return merged;
}

/* The same view with whole sections, on a page that shows these sections as they were at `seq`. */
export function wholeView(view: View, seq: number, sections: Partial<Sections>): View | null {
  const { changes, since, ...rest } = view;
  if (changes === undefined) return view;
  if (since === undefined || seq < since) return null;
  const whole: Partial<Record<SectionName, unknown>> = { ...view.sections };
  for (const [name, change] of Object.entries(changes)) {
    const merged = mergedSection(name, sections[name as SectionName], change);
    if (merged === null) return null;
    whole[name as SectionName] = merged;
  }
  return { ...rest, sections: whole as Partial<Sections> };
}
