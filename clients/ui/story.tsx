/* story.tsx -- what happens and what people say, in the narrator's voice. */
import type { JSX } from 'preact';
import type { Block } from '../core/types';
import { Face } from './face';
import { useText } from './reading';
import { spoken } from './words';
import './story.css';

export function Story({ blocks }: { readonly blocks: readonly Block[] }): JSX.Element {
  const { lang } = useText();
  return (
    <div class="story">
      {blocks.map((block, i) =>
        block.kind === 'paragraph' ? (
          <p key={i}>{block.text}</p>
        ) : (
          <Speech key={i} id={block.portrait} name={block.name} face={block.face} text={spoken(lang, block.text)} />
        ),
      )}
    </div>
  );
}

interface SpeechProps {
  readonly id: string; // Of the drawn face.
  readonly name: string;
  readonly face: string; // The expression.
  readonly text: string;
  readonly after?: string;
}

export function Speech({ id, name, face, text, after }: SpeechProps): JSX.Element {
  return (
    <div class="say">
      <Face id={id} name={name} expression={face === '' ? 'vertelt' : face} />
      <div>
        <p class="say-who">
          {name}
          {after}
        </p>
        <blockquote>{text}</blockquote>
      </div>
    </div>
  );
}
