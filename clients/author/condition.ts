/* condition.ts -- conditions as an author builds them: comparisons of which all must hold, or any, or the
 * opposite of either. Anything else stays JSON, and nothing of it is lost. */
import { isMap, listAt, type Json, type JsonMap } from './draft';

export const OPS = ['<', '<=', '>', '>=', '=='] as const;
export type Op = (typeof OPS)[number];

/* `member`: '' is the team. `delta`: how much it rose since the decision. */
export interface Row {
  readonly member: string;
  readonly what: string;
  readonly delta: boolean;
  readonly op: Op;
  readonly value: number;
}
export interface Built {
  readonly not: boolean;
  readonly join: 'all' | 'any';
  readonly rows: readonly Row[];
}

const isOp = (op: unknown): op is Op => OPS.includes(op as Op);

function rowOf(json: Json | undefined): Row | null {
  if (!isMap(json) || Object.keys(json).length !== 3) return null;
  const { var: name, op, value } = json;
  if (typeof name !== 'string' || !isOp(op) || typeof value !== 'number') return null;
  const member = /^member:([a-z0-9_-]+)\.(.+)$/.exec(name);
  const rest = member?.[2] ?? name;
  const delta = rest.startsWith('delta:');
  return { member: member?.[1] ?? '', what: delta ? rest.slice(6) : rest, delta, op, value };
}

/* null: it is built in another way. */
export function built(json: Json | undefined): Built | null {
  if (json === undefined) return { not: false, join: 'all', rows: [] };
  if (!isMap(json)) return null;
  const keys = Object.keys(json);
  if (keys.length === 1 && keys[0] === 'not') {
    const inside = built(json.not);
    return inside === null || inside.not ? null : { ...inside, not: true };
  }
  const one = rowOf(json);
  if (one !== null) return { not: false, join: 'all', rows: [one] };
  const join = keys.length === 1 && (keys[0] === 'all' || keys[0] === 'any') ? keys[0] : null;
  if (join === null) return null;
  const rows = listAt(json, [join]).map(rowOf);
  return rows.every((row): row is Row => row !== null) ? { not: false, join, rows } : null;
}

const nameOf = (row: Row): string =>
  `${row.member === '' ? '' : `member:${row.member}.`}${row.delta ? 'delta:' : ''}${row.what}`;

/* undefined: it always holds. */
export function unbuilt({ not, join, rows }: Built): JsonMap | undefined {
  const made = rows.map((row): JsonMap => ({ var: nameOf(row), op: row.op, value: row.value }));
  const [first] = made;
  if (first === undefined) return undefined;
  const joined: JsonMap = made.length === 1 ? first : { [join]: made };
  return not ? { not: joined } : joined;
}
