/* access.tsx -- the page about trainers' keys, for the preview: nobody yet, a fresh key, a list, another key. */
import { AccessPage, type FreshKey } from '../access/page';
import type { KeyHolder, NamedKey } from '../core/types';
import type { PreviewPage } from './pages';

const first: KeyHolder = { is_first: true };
const keys: readonly NamedKey[] = [
  { id: '7e295e81d91fc241', name: 'Anna de Vries', made_day: 20_700, used_day: 20_791 },
  { id: '7d84f4d2b66b3392', name: 'Mohamed El Idrissi-van der Berg', made_day: 20_790 },
];
const fresh: FreshKey = {
  name: 'Mohamed El Idrissi-van der Berg',
  link: 'https://dilemma.example.nl/trainer/#key=XYAPPcTDAOwRV5Ea_NXS4Q',
};

const page = (
  holder: KeyHolder | null,
  list: readonly NamedKey[] = [],
  more: { readonly fresh?: FreshKey; readonly problem?: string } = {},
): PreviewPage => ({
  surface: 'trainer',
  make: () => (
    <AccessPage
      holder={holder}
      keys={list}
      fresh={more.fresh ?? null}
      problem={more.problem ?? null}
      onMake={() => Promise.resolve(false)}
      onSeen={() => undefined}
      onRevoke={() => undefined}
      onForget={() => undefined}
    />
  ),
});

export const accessPages: Readonly<Record<string, PreviewPage>> = {
  'access-01-nobody': page(first),
  'access-02-fresh': page(first, keys, { fresh }),
  'access-03-problem': page(first, keys, { problem: 'Er is al een sleutel met deze naam.' }),
  'access-04-other-key': page({ is_first: false, name: 'Anna de Vries' }),
};
