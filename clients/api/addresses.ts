/* addresses.ts -- the server's own description of its addresses (/api/openapi.json), as a list by subject. */
import { at } from '../core/root';

type Who = 'anyone' | 'key' | 'first_key' | 'seat' | 'trainer' | 'operator';

interface Operation {
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly 'x-who': Who;
}

/** What is read of the document; it has more. */
export interface ApiDocument {
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface Address {
  readonly method: string;
  readonly path: string;
  readonly who: Who;
  readonly summary: string;
  readonly description: string;
}

export interface Subject {
  readonly name: string;
  readonly title: string;
  readonly addresses: readonly Address[];
}

/** In the order of the document. */
export function subjectsOf(document: ApiDocument): readonly Subject[] {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  return document.tags.map(({ name, description: title }) => ({
    name,
    title,
    addresses: all
      .filter(({ operation }) => operation.tags.includes(name))
      .map(({ method, path, operation }) => ({
        method,
        path,
        who: operation['x-who'],
        summary: operation.summary,
        description: operation.description,
      })),
  }));
}

/* null: it cannot be reached. */
export async function fetchAddresses(): Promise<readonly Subject[] | null> {
  try {
    const response = await fetch(at('/api/openapi.json'));
    return response.ok ? subjectsOf((await response.json()) as ApiDocument) : null;
  } catch {
    return null;
  }
}
