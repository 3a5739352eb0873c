/* main.tsx -- the page for whoever writes a program that talks with this server. */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Broken } from '../ui/broken';
import { mount } from '../ui/mount';
import { shelf } from '../ui/shelf';
import { fetchAddresses } from './addresses';
import { AddressesPage, type LoadedSubjects } from './page';

function Page(): JSX.Element {
  const [subjects, setSubjects] = useState<LoadedSubjects>('loading');
  useEffect(() => {
    void fetchAddresses().then((found) => setSubjects(found ?? 'missing'));
  }, []);
  return <AddressesPage subjects={subjects} />;
}

mount(<Page />, shelf, <Broken />);
