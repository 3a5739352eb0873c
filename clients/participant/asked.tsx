/* asked.tsx -- the people of a team answer the scan of it, each without a name: as a card in the lobby and as pages of
 * their own. Where nobody plays (a link that a leader sent), the card is all there is. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { answersOf, answersText, noAnswers, type Answers } from '../core/own-team';
import { onItsWay } from '../core/screen';
import { Button } from '../ui/button';
import { Scan, type ScanPage } from '../ui/own/scan';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import type { Seat } from './seat';
import type { LobbyProps } from './seat-app';

export interface AskedProps extends LobbyProps {
  readonly part: 'card' | 'page';
  readonly onAsk: (asking: boolean) => void; // Show the questions, or what stands around them.
}

/* As sent, also while the server does not have it yet. */
const given = ({ screen, me }: Seat): string => onItsWay(screen, 'scan_answer')?.answers ?? me.scan;

export function AskedPart(props: AskedProps): JSX.Element {
  const { seat, part, onAsk, notices } = props;
  const { t } = useText();
  const only = seat.screen.sections.scan?.use === 'link';
  const [page, setPage] = useState<ScanPage | null>(only ? null : 'task');
  const [answers, setAnswers] = useState<Answers>(() => answersOf(given(seat)) ?? noAnswers);
  const leave = (): void => {
    setPage(null);
    onAsk(false);
  };
  if (part === 'card') return <Card seat={seat} onGo={() => onAsk(true)} />;
  if (page === null)
    return (
      <PhonePage page="asked" notices={notices} menu={props.menu}>
        <Only seat={seat} onGo={() => setPage('task')} />
      </PhonePage>
    );
  return (
    <Scan
      answers={answers}
      page={page}
      voice="team"
      done={t('we.send')}
      promise={t('we.promise')}
      notices={notices}
      onChange={setAnswers}
      onPage={(next) => {
        if (next === 'before') return leave();
        if (next !== 'done') return setPage(next);
        seat.live.command({ type: 'scan_answer', answers: answersText(answers) });
        leave();
      }}
    />
  );
}

interface GoProps {
  readonly seat: Seat;
  readonly onGo: () => void;
}

function Card(props: GoProps): JSX.Element {
  const { t } = useText();
  return (
    <section class="sheet block">
      <h2>{t('ours.title')}</h2>
      <State {...props} ask={t('ours.ask')} closed={t('ours.closed')} />
    </section>
  );
}

function Only(props: GoProps): JSX.Element {
  const { t } = useText();
  return (
    <>
      <h1>{t('ours.link_title')}</h1>
      <State {...props} ask={t('ours.link_ask')} closed={t('ours.link_closed')} />
    </>
  );
}

function State({ seat, onGo, ask, closed }: GoProps & { readonly ask: string; readonly closed: string }): JSX.Element {
  const { t } = useText();
  const { scan } = seat.screen.sections;
  const answered = given(seat) !== '';
  if (scan?.open !== true) return <p class="lead-in">{closed}</p>;
  return (
    <>
      <div role="status">
        <p class="lead-in">{answered ? t('ours.thanks') : ask}</p>
        {scan.answered > 0 && <p class="soft small">{t('ours.count', { n: scan.answered })}</p>}
      </div>
      <Button kind={answered ? 'quiet' : 'main'} full={!answered} compact={answered} onClick={onGo}>
        {t(answered ? 'ours.again' : 'ours.go')}
      </Button>
    </>
  );
}
