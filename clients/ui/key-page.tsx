/* key-page.tsx -- for a browser without a key: what it is for, where it comes from, and a field that takes
 * the key or the whole link. */
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from './button';
import { Field } from './field';
import { LampScene } from './lamp';
import { PhonePage } from './phone-page';
import { ReadingMenu } from './reading-menu';

interface KeyPageProps {
  readonly words: {
    readonly title: string;
    readonly what: string;
    readonly field: string;
    readonly wrong: string;
    readonly go: string;
  };
  readonly refused: boolean; // The key that was tried does not fit.
  readonly onKey: (key: string) => void;
  readonly first?: ComponentChildren; // The way back to what was going on.
  readonly children?: ComponentChildren; // What can be done without one.
}

export function KeyPage({ words, refused, onKey, first, children }: KeyPageProps): JSX.Element {
  const [key, setKey] = useState('');
  const given = /key=([\w-]+)/.exec(key)?.[1] ?? key.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (given !== '') onKey(given);
      }}
    >
      <PhonePage
        page="key"
        menu={<ReadingMenu />}
        bar={
          <Button kind="main" full submit off={given === ''}>
            {words.go}
          </Button>
        }
      >
        <LampScene />
        {first}
        <h1 class="center">{words.title}</h1>
        <div class="stack">
          <p>{words.what}</p>
          <Field
            label={words.field}
            value={key}
            type="password"
            error={refused && key === '' ? words.wrong : null}
            onInput={setKey}
          />
        </div>
        {children}
      </PhonePage>
    </form>
  );
}
