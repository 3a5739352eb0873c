/* key-page.tsx -- without the trainer's key this browser cannot write for this server. */
import type { JSX } from 'preact';
import { KeyPage } from '../ui/key-page';
import { useText } from '../ui/reading';

export function AuthorKey({
  refused,
  onKey,
}: {
  readonly refused: boolean;
  readonly onKey: (key: string) => void;
}): JSX.Element {
  const { t } = useText();
  return (
    <KeyPage
      refused={refused}
      onKey={onKey}
      words={{
        title: t('author.key_title'),
        what: t('author.key_what'),
        field: t('author.key_field'),
        wrong: t('author.key_wrong'),
        go: t('author.key_go'),
      }}
    />
  );
}
