/* main.tsx -- a page for whoever makes a house style: everything that screens are made of, as this style shows it. */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import { Broken } from '../ui/broken';
import { mount } from '../ui/mount';
import { shelf } from '../ui/shelf';
import { StylePage } from './page';

mount(<StylePage />, shelf, <Broken />);
