/* leads.tsx -- who leads the session where several can: on every desk, and said when it changes hands. */
import type { JSX } from 'preact';
import { list } from '../../core/i18n';
import { roles, stillHere } from '../../core/roles';
import { useText } from '../../ui/reading';
import type { Desk } from './desk';

export function Leads({ desk }: { readonly desk: Desk }): JSX.Element | null {
  const { t, lang } = useText();
  const { people, me } = desk.screen.sections;
  const leaders = stillHere(people?.seats ?? []).filter((person) => roles[person.role].leads);
  const others = leaders.filter((person) => person.seat !== me?.seat);
  if (me === undefined || others.length === 0) return null;
  const called = (name: string): string => (name === '' ? t('trainer.cotrainer') : name);
  const lead = leaders.find((person) => roles[person.role].owns);
  const owns = roles[me.role].owns;
  return (
    <span class="desk-leads" role="status">
      {owns
        ? t('trainer.lead_you', {
            names: list(
              lang,
              others.map((person) => called(person.name)),
            ),
          })
        : t('trainer.lead_other', { name: called(lead?.name ?? '') })}
    </span>
  );
}
