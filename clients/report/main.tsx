/* main.tsx -- the page of reports, with the lines that were written into it, where there are any. */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import { readingOf } from '../core/reading';
import { Broken } from '../ui/broken';
import { mount } from '../ui/mount';
import { shelf } from '../ui/shelf';
import { embeddedIn } from './lines';
import { ReportPage } from './page';

const embedded = embeddedIn(document);
if (embedded !== null) shelf.set('dk.reading', JSON.stringify({ ...readingOf(shelf, []), lang: embedded.lang }));

mount(<ReportPage report={embedded?.report ?? null} />, shelf, <Broken />);
