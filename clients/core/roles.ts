/* roles.ts -- what each role is on the screens. A role without its line here does not compile. */
import type { Person, Role } from './types';

interface RoleTraits {
  readonly page: string; // Where a link for this role leads.
  readonly plays: boolean; // Has a chair in a room.
  readonly leads: boolean; // Has the trainer's desk.
  readonly owns: boolean; // May hand the session over and delete it.
}

export const roles: Readonly<Record<Role, RoleTraits>> = {
  trainer: { page: '/trainer/', plays: false, leads: true, owns: true },
  cotrainer: { page: '/trainer/', plays: false, leads: true, owns: false },
  participant: { page: '/', plays: true, leads: false, owns: false },
  observer: { page: '/projector/', plays: false, leads: false, owns: false },
  projector: { page: '/projector/', plays: false, leads: false, owns: false },
};

/* Who sits, or sat, in this room. */
export const playersIn = (people: readonly Person[] | undefined, room: number): readonly Person[] =>
  (people ?? []).filter((person) => roles[person.role].plays && person.room === room);

export const stillHere = (people: readonly Person[]): readonly Person[] => people.filter((person) => !person.removed);
