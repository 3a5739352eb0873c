/* scan.tsx -- a scan of one's own team in about three minutes: what happens there, level by level, and where the people
 * stand by what one sees them do. Everything may be left open. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import lock from 'phosphor:lock-simple';
import { ANSWERS, UNKNOWN, answered, questionsOf, withAnswer, type Answers } from '../../core/own-team';
import type { ScanQuestion } from '../../core/types';
import { Button } from '../../ui/button';
import { Chips } from '../../ui/chips';
import { Icon } from '../../ui/icon';
import { PhonePage } from '../../ui/phone-page';
import { useText } from '../../ui/reading';
import { ReadingMenu } from '../../ui/reading-menu';
import { People } from './people';
import './own.css';

export const pages = ['task', 'colleagues', 'leader', 'around', 'people'] as const;
export type ScanPage = (typeof pages)[number];
const MINUTES_LEFT: Readonly<Record<ScanPage, number>> = { task: 3, colleagues: 2, leader: 2, around: 1, people: 1 };

export const questionsOn = (page: ScanPage): readonly ScanQuestion[] =>
  page === 'around' ? questionsOf('organisation', 'environment') : page === 'people' ? [] : questionsOf(page);

interface ScanProps {
  readonly answers: Answers;
  readonly page: ScanPage;
  readonly onChange: (answers: Answers) => void;
  readonly onPage: (page: ScanPage | 'before' | 'done') => void;
}

export function Scan({ answers, page, onChange, onPage }: ScanProps): JSX.Element {
  const { t } = useText();
  const at = pages.indexOf(page);
  return (
    <PhonePage
      page={`scan-${page}`}
      where={[t('scan.where'), t('scan.left', { n: MINUTES_LEFT[page] })]}
      menu={<ReadingMenu />}
      bar={
        <>
          <div class="pair">
            <Button full onClick={() => onPage(pages[at - 1] ?? 'before')}>
              {t('scan.back')}
            </Button>
            <Button kind="main" full onClick={() => onPage(pages[at + 1] ?? 'done')}>
              {t(page === 'people' ? 'scan.make' : 'scan.next')}
            </Button>
          </div>
          <p class="row middle tiny soft">
            <Icon d={lock} /> {t('scan.stays')}
          </p>
        </>
      }
    >
      <p class="eyebrow">{t('scan.step', { n: at + 1, m: pages.length })}</p>
      <h1>{t(`scan.page_${page}`)}</h1>
      {page === 'people' ? (
        <People answers={answers} onChange={onChange} />
      ) : (
        <>
          <p class="lead-in">{t('scan.lead')}</p>
          {questionsOn(page).map((question) => (
            <Question key={question} question={question} answers={answers} onChange={onChange} />
          ))}
        </>
      )}
    </PhonePage>
  );
}

interface QuestionProps extends Pick<ScanProps, 'answers' | 'onChange'> {
  readonly question: ScanQuestion;
}

function Question({ question, answers, onChange }: QuestionProps): JSX.Element {
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
        label={t(`scan.q_${question}`)}
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
