/* tree.tsx -- the parts of a story, in the order in which it is played, each with whether it needs care. */
import type { JSX } from 'preact';
import arrow from 'phosphor:arrow-left';
import plus from 'phosphor:plus';
import warning from 'phosphor:warning-circle';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { useText } from '../ui/reading';
import type { Trouble } from '../core/types';
import { idsAt, wordAt, type Draft } from './draft';
import { partOf, type DraftPart } from './part';

const DILEMMAS_MAX = 24;

interface TreeProps {
  readonly draft: Draft;
  readonly order: readonly number[];
  readonly part: DraftPart;
  readonly troubles: readonly Trouble[];
  readonly onChoose: (part: DraftPart) => void;
  readonly onAdd: () => void;
  readonly onLeave: () => void;
}

export function Tree({ draft, order, part, troubles, onChoose, onAdd, onLeave }: TreeProps): JSX.Element {
  const { t, lang } = useText();
  const ids = idsAt(draft.scenario, ['dilemmas']);
  const count = (one: DraftPart): number => troubles.filter((trouble) => partOf(draft, trouble) === one).length;
  const entry = (one: DraftPart, name: string): JSX.Element => (
    <li key={one}>
      <button
        type="button"
        class="tree-item"
        aria-current={part === one ? 'page' : undefined}
        onClick={() => onChoose(one)}
      >
        <span>{name}</span>
        {count(one) > 0 && (
          <span class="tree-mark">
            <Icon d={warning} />
            <span class="hidden-text">{t('author.tree_mark', { n: count(one) })}</span>
          </span>
        )}
      </button>
    </li>
  );
  return (
    <nav class="author-tree" aria-label={t('author.tree')}>
      <Button kind="quiet" compact icon={arrow} onClick={onLeave}>
        {t('author.leave')}
      </Button>
      <ol>
        {entry('story', t('author.story'))}
        {entry('team', t('author.team'))}
        {order.map((number, i) =>
          entry(
            number,
            `${i + 1} ${wordAt(draft[lang], ['dilemmas', ids[number] ?? '', 'title']) || t('author.untitled')}`,
          ),
        )}
        {entry('arc', t('author.arc'))}
        {entry('endings', t('author.endings'))}
        {entry('debrief', t('author.debrief'))}
      </ol>
      <Button kind="quiet" compact icon={plus} off={ids.length >= DILEMMAS_MAX} onClick={onAdd}>
        {t('author.add_dilemma')}
      </Button>
    </nav>
  );
}
