/* scan.tsx -- a scan of one's own team in about three minutes: what happens there, level by level, and where the people
 * stand by what one sees them do. Everything may be left open. */
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import lock from 'phosphor:lock-simple';
import { ANSWERS, UNKNOWN, answered, questionsOf, withAnswer, type Answers } from '../../core/own-team';
import type { ScanQuestion } from '../../core/types';
import { Button } from '../button';
import { Chips } from '../chips';
import { Icon } from '../icon';
import { PhonePage } from '../phone-page';
import { useText, type Texts } from '../reading';
import { ReadingMenu } from '../reading-menu';
import { People } from './people';
import { questionSaid, type AnsweredBy } from './voice';
import './own.css';

export const pages = ['task', 'colleagues', 'leader', 'around', 'people'] as const;
export type ScanPage = (typeof pages)[number];
const MINUTES_LEFT: Readonly<Record<ScanPage, number>> = { task: 3, colleagues: 2, leader: 2, around: 1, people: 1 };

export const questionsOn = (page: ScanPage): readonly ScanQuestion[] =>
  page === 'around' ? questionsOf('organisation', 'environment') : page === 'people' ? [] : questionsOf(page);

interface BodyProps {
  readonly answers: Answers;
  readonly page: ScanPage;
  readonly voice: AnsweredBy;
  readonly onChange: (answers: Answers) => void;
}

interface ScanProps extends BodyProps {
  readonly done: string; // Said on the last button.
  readonly promise: string; // What becomes of the answers.
  readonly notices?: ComponentChildren;
  readonly aside?: ComponentChildren; // Under the first page.
  readonly onPage: (page: ScanPage | 'before' | 'done') => void;
}

export function Scan({
  answers,
  page,
  voice,
  done,
  promise,
  notices,
  aside,
  onChange,
  onPage,
}: ScanProps): JSX.Element {
  const { t } = useText();
  const at = pages.indexOf(page);
  return (
    <PhonePage
      page={`scan-${page}`}
      where={[t(voice === 'team' ? 'we.where' : 'scan.where'), t('scan.left', { n: MINUTES_LEFT[page] })]}
      menu={<ReadingMenu />}
      notices={notices}
      bar={
        <>
          <div class="pair">
            <Button full onClick={() => onPage(pages[at - 1] ?? 'before')}>
              {t('scan.back')}
            </Button>
            <Button kind="main" full onClick={() => onPage(pages[at + 1] ?? 'done')}>
              {page === 'people' ? done : t('scan.next')}
            </Button>
          </div>
          <p class="row middle tiny soft">
            <Icon d={lock} /> {promise}
          </p>
        </>
      }
    >
      <p class="eyebrow">{t('scan.step', { n: at + 1, m: pages.length })}</p>
      <h1>{pageTitle(t, voice, page)}</h1>
      <ScanBody answers={answers} page={page} voice={voice} onChange={onChange} />
      {at === 0 && aside}
    </PhonePage>
  );
}

export const pageTitle = (t: Texts['t'], voice: AnsweredBy, page: ScanPage): string =>
  voice === 'team' && page !== 'task' && page !== 'around' ? t(`we.page_${page}`) : t(`scan.page_${page}`);

/* The questions of one page. */
export function ScanBody({ answers, page, voice, onChange }: BodyProps): JSX.Element {
  const { t } = useText();
  if (page === 'people') return <People answers={answers} voice={voice} onChange={onChange} />;
  return (
    <>
      <p class="lead-in">{t('scan.lead')}</p>
      {questionsOn(page).map((question) => (
        <Question key={question} question={question} voice={voice} answers={answers} onChange={onChange} />
      ))}
    </>
  );
}

interface QuestionProps extends Pick<BodyProps, 'answers' | 'onChange' | 'voice'> {
  readonly question: ScanQuestion;
}

function Question({ question, voice, answers, onChange }: QuestionProps): JSX.Element {
  const { t } = useText();
  const [touched, setTouched] = useState(false);
  const given = answered(answers, question);
  const give = (answer: number): void => {
    setTouched(true);
    onChange(withAnswer(answers, question, answer));
  };
  return (
    <div class="scan-question">
      <Chips
        label={questionSaid(t, voice, question)}
        layout="even"
        value={given === UNKNOWN ? null : given}
        onPick={give}
        chips={ANSWERS.map((answer) => ({
          value: answer,
          body: (
            <>
              <span aria-hidden="true">{answer}</span>
              <span class="hidden-text">{t(`scan.a_${answer}`)}</span>
            </>
          ),
        }))}
      />
      <p class="scan-ends small soft" aria-hidden="true">
        {given === 1 ? <b>{t('scan.a_1')}</b> : <span>{t('scan.a_1')}</span>}
        {given > 1 && given < ANSWERS.length && <b>{t(`scan.a_${given as 1}`)}</b>}
        {given === ANSWERS.length ? <b>{t('scan.a_5')}</b> : <span>{t('scan.a_5')}</span>}
      </p>
      {(given !== UNKNOWN || touched) && (
        <Button kind="quiet" compact off={given === UNKNOWN} onClick={() => give(UNKNOWN)}>
          {t('scan.unknown')}
        </Button>
      )}
    </div>
  );
}
