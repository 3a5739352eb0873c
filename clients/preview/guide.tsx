/* guide.tsx -- the guide, for the preview. */
import { GuidePage } from '../guide/page';
import type { PreviewPage } from './pages';

export const guidePages: Readonly<Record<string, PreviewPage>> = {
  'guide-01': { surface: 'trainer', make: () => <GuidePage /> },
};
