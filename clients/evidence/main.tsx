/* main.tsx -- the page "Says who?", in the language of whoever reads it. */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Broken } from '../ui/broken';
import { mount } from '../ui/mount';
import { useText } from '../ui/reading';
import { shelf } from '../ui/shelf';
import { EvidencePage, type LoadedResults } from './page';
import { fetchResults } from './results';

function Page(): JSX.Element {
  const { lang } = useText();
  const [results, setResults] = useState<LoadedResults>('loading');
  useEffect(() => {
    let stale = false;
    void fetchResults(lang).then((made) => {
      if (!stale) setResults(made ?? 'missing');
    });
    return () => {
      stale = true;
    };
  }, [lang]);
  return <EvidencePage results={results} />;
}

mount(<Page />, shelf, <Broken />);
