/* page.tsx -- a report to read: what `dilemma ... --json` printed, written into the page by `--html`, or
 * opened here from a file that stays on this device. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { PlainPage } from '../ui/plain-page';
import { useText } from '../ui/reading';
import { LeverageReport } from './leverage';
import { readReport, type Report } from './lines';
import { OtherLines } from './others';
import { PlaytestReport } from './playtest';
import './report.css';

export function ReportPage({ report: first }: { readonly report: Report | null }): JSX.Element {
  const { t } = useText();
  const [report, setReport] = useState(first);
  const open = (file: File | undefined): void => {
    if (file !== undefined) void file.text().then((text) => setReport(readReport(text)));
  };
  useDroppedFile(open);
  return (
    <PlainPage name="report-page">
      <h1>{t('report.title')}</h1>
      {report !== null && <Shown report={report} />}
      <section class="block no-print">
        <p>{t(report === null ? 'report.intro' : 'report.another')}</p>
        <label class="report-file">
          <span>{t('report.choose')}</span>
          <input
            type="file"
            accept=".json,.jsonl,.ndjson,.txt"
            onChange={(event) => open(event.currentTarget.files?.[0])}
          />
        </label>
        <p class="small soft">{t('report.stays')}</p>
      </section>
    </PlainPage>
  );
}

/* A file dropped anywhere on the page; otherwise the browser would leave the page for it. */
function useDroppedFile(open: (file: File | undefined) => void): void {
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      open(event.dataTransfer?.files[0]);
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  });
}

function Shown({ report }: { readonly report: Report }): JSX.Element {
  const { t } = useText();
  const { playtests, bars, others, damaged } = report;
  const nothing = playtests.length + bars.length + others.length === 0;
  return (
    <>
      {nothing && <p role="status">{t('report.nothing')}</p>}
      {damaged > 0 && <p role="status">{t('report.damaged', { n: damaged })}</p>}
      {playtests.map((playtest) => (
        <PlaytestReport key={playtest.story.scenario} playtest={playtest} />
      ))}
      {bars.length > 0 && <LeverageReport bars={bars} />}
      {others.length > 0 && <OtherLines lines={others} />}
    </>
  );
}
