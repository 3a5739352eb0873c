/* copy-link.tsx -- a link to select, and a button that copies it. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import copy from 'phosphor:copy';
import { Button } from './button';
import { Field } from './field';
import { useText } from './reading';

export function CopyLink({ link, label }: { readonly link: string; readonly label: string }): JSX.Element {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const go = (): void =>
    void navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div class="copy-link">
      <Field label={label} value={link} onInput={() => undefined} />
      <Button compact icon={copy} onClick={go}>
        {copied ? t('action.copied') : t('action.copy')}
      </Button>
    </div>
  );
}
