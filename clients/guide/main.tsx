/* main.tsx -- the guide for who leads a session. */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import { Broken } from '../ui/broken';
import { mount } from '../ui/mount';
import { shelf } from '../ui/shelf';
import { GuidePage } from './page';

mount(<GuidePage />, shelf, <Broken />);
