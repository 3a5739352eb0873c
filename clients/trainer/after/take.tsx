/* take.tsx -- what a trainer takes home, in one place: each file with what it is for. The report is that of this page;
 * the figures come from the server, which says nothing about fewer than five people. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import download from 'phosphor:download-simple';
import { exportFile, type ExportKind } from '../../core/api';
import type { TextKey } from '../../core/i18n';
import { Button } from '../../ui/button';
import { useText } from '../../ui/reading';
import { saveBlob } from '../../ui/save-file';

interface TakeHomeProps {
  readonly token: string;
  readonly code: string;
  readonly report: string | null; // Its title; null: there is none.
}

interface Taken {
  readonly name: TextKey;
  readonly what: TextKey;
  readonly take: () => void | Promise<void>;
}

const kinds = [
  { kind: 'xlsx', name: 'take.xlsx', what: 'take.xlsx_what' },
  { kind: 'ods', name: 'take.ods', what: 'take.ods_what' },
  { kind: 'csv', name: 'take.csv', what: 'take.csv_what' },
  { kind: 'json', name: 'take.json', what: 'take.json_what' },
  { kind: 'xapi.json', name: 'take.xapi', what: 'take.xapi_what' },
] as const satisfies readonly { kind: ExportKind; name: TextKey; what: TextKey }[];

export function Take({ token, code, report }: TakeHomeProps): JSX.Element {
  const { t, lang } = useText();
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (kind: ExportKind): Promise<void> => {
    const blob = await exportFile(kind, lang, token);
    if (blob !== null) saveBlob(`dilemmakamer-${code}.${kind}`, blob);
    setProblem(blob === null ? t('join.unreachable') : null);
  };
  const savePage = async (title: string): Promise<void> => {
    const { savePaper } = await import('../../ui/save-page');
    setProblem((await savePaper(title)) ? null : t('paper.not_yet'));
  };
  const reports = (title: string): readonly Taken[] => [
    { name: 'trainer.report', what: 'take.report_what', take: () => print() },
    { name: 'paper.keep_page', what: 'take.page_what', take: () => savePage(title) },
  ];
  const figures: readonly Taken[] = kinds.map(({ kind, name, what }) => ({ name, what, take: () => save(kind) }));
  const take = (one: Taken): void => {
    Promise.resolve(one.take()).catch(() => setProblem(t('join.unreachable')));
  };
  return (
    <section>
      <h2 class="tool-head">{t('take.title')}</h2>
      <p class="small">{t('take.promise')}</p>
      {problem !== null && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      <ul class="take-list">
        {[...(report === null ? [] : reports(report)), ...figures].map((one) => (
          <li key={one.name}>
            <Button compact icon={download} onClick={() => take(one)}>
              {t(one.name)}
            </Button>
            <p class="small">{t(one.what)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
