/* word.tsx -- a line from the trainer, on top of whatever is going on. */
import type { JSX } from 'preact';
import megaphone from 'phosphor:megaphone-simple';
import type { Session } from '../core/types';
import { Icon } from '../ui/icon';
import { useText } from '../ui/reading';

export function Word({ session }: { readonly session: Session }): JSX.Element {
  const { t } = useText();
  return (
    <div role="status">
      {session.message !== '' && (
        <p class="word">
          <Icon d={megaphone} />
          <span>
            <b>
              {session.message_from === ''
                ? t('participant.word')
                : t('participant.word_of', { name: session.message_from })}
            </b>{' '}
            {session.message}
          </span>
        </p>
      )}
    </div>
  );
}
