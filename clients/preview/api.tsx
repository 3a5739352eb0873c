/* api.tsx -- the page with every address, for the preview: of the description that the server makes, and without it. */
import { subjectsOf, type ApiDocument } from '../api/addresses';
import { AddressesPage, type LoadedSubjects } from '../api/page';
import described from '../../server/api/openapi.json';
import type { PreviewPage } from './pages';

const page = (subjects: LoadedSubjects): PreviewPage => ({
  surface: 'trainer',
  make: () => <AddressesPage subjects={subjects} />,
});

export const apiPages: Readonly<Record<string, PreviewPage>> = {
  'api-01-addresses': page(subjectsOf(described as unknown as ApiDocument)),
  'api-02-missing': page('missing'),
};
