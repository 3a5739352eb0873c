/* playtest.tsx -- a story that was played thousands of times: is each dilemma a dilemma, and how did it
 * end for whom? */
import type { JSX } from 'preact';
import { useText } from '../ui/reading';
import { OUTCOMES, type PlayedDilemma, type Leader, type PlayedOption, type Playtest, type PlayedStory } from './lines';
import { ShareBar } from './share-bar';
import { decimals, percent, sayIn, wordOf, type Say } from './words';

const letter = (index: number): string => String.fromCharCode(65 + index);

export function PlaytestReport({ playtest }: { readonly playtest: Playtest }): JSX.Element {
  const { lang } = useText();
  const say = sayIn(lang);
  const { story, dilemmas, leaders } = playtest;
  return (
    <section class="block">
      <h2>{say('playtest.title', story.title[lang])}</h2>
      <p>{say('playtest.summary', story.plays, decimals(lang, story.seconds, 1), ...story.minutes)}</p>
      <p>{say('playtest.threshold', Math.round(100 * story.best_most), Math.round(100 * story.best_least))}</p>
      {dilemmas.map((dilemma) => (
        <DilemmaReport key={dilemma.dilemma} story={story} dilemma={dilemma} />
      ))}
      <Leaders story={story} leaders={leaders} />
      <p class="small soft">{say('playtest.help')}</p>
    </section>
  );
}

function verdict(say: Say, dilemma: PlayedDilemma): string {
  if (dilemma.verdict === 'unreached') return say('playtest.no_states');
  return say(dilemma.verdict === 'holds' ? 'playtest.holds' : 'playtest.fails');
}

interface OfDilemma {
  readonly story: PlayedStory;
  readonly dilemma: PlayedDilemma;
}

function DilemmaReport({ story, dilemma }: OfDilemma): JSX.Element {
  const { lang } = useText();
  return (
    <article class="report-dilemma">
      <h3>{dilemma.title[lang]}</h3>
      <p>
        <b>{verdict(sayIn(lang), dilemma)}</b> ({dilemma.states})
      </p>
      {dilemma.verdict !== 'unreached' && (
        <>
          <Picture story={story} dilemma={dilemma} />
          <Options story={story} dilemma={dilemma} />
          <p>{dilemma.why[lang]}</p>
        </>
      )}
    </article>
  );
}

/* How often each option gave the most: on balance, with the limits, and for each outcome. */
function Picture({ story, dilemma }: OfDilemma): JSX.Element {
  const { lang } = useText();
  const say = sayIn(lang);
  const limits = [story.best_least, story.best_most];
  return (
    <figure>
      <figcaption class="small soft">{say('playtest.chart')}</figcaption>
      <div class="report-groups">
        <Group name={say('playtest.balance')} options={dilemma.options} of={(option) => option.best} limits={limits} />
        {OUTCOMES.map((outcome, k) => (
          <Group
            key={outcome}
            name={wordOf(lang, 'playtest.outcome', String(k))}
            options={dilemma.options}
            of={(option) => option.best_of[outcome]}
          />
        ))}
      </div>
    </figure>
  );
}

interface GroupProps {
  readonly name: string;
  readonly options: readonly PlayedOption[];
  readonly of: (option: PlayedOption) => number;
  readonly limits?: readonly number[];
}

function Group({ name, options, of, limits }: GroupProps): JSX.Element {
  return (
    <div>
      <h4 class="report-group">{name}</h4>
      <ul>
        {options.map((option, index) => (
          <ShareBar key={letter(index)} label={letter(index)} share={of(option)} limits={limits} />
        ))}
      </ul>
    </div>
  );
}

function Options({ story, dilemma }: OfDilemma): JSX.Element {
  const { lang } = useText();
  const say = sayIn(lang);
  const named = (index: number): string => `${letter(index)} ${dilemma.options[index]?.title[lang] ?? ''}`;
  const fault = (option: PlayedOption): string => {
    if (option.dominated_by !== null) return say('playtest.dominated', named(option.dominated_by));
    if (option.best > story.best_most) return say('playtest.too_often', Math.round(100 * story.best_most));
    if (option.best < story.best_least) return say('playtest.too_seldom', Math.round(100 * story.best_least));
    return '';
  };
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={dilemma.title[lang]}>
      <table class="data-table report-table">
        <thead>
          <tr>
            <th scope="col">{say('playtest.option')}</th>
            <th scope="col">{say('playtest.balance')}</th>
            {OUTCOMES.map((outcome, k) => (
              <th key={outcome} scope="col">
                {wordOf(lang, 'playtest.outcome', String(k))}
              </th>
            ))}
            <th scope="col">{say('playtest.regret')}</th>
          </tr>
        </thead>
        <tbody>
          {dilemma.options.map((option, index) => (
            <tr key={letter(index)}>
              <th scope="row">
                {named(index)}
                {fault(option) !== '' && <span class="report-fault">{fault(option)}</span>}
              </th>
              <td>{percent(lang, option.best)}</td>
              {OUTCOMES.map((outcome) => (
                <td key={outcome}>{percent(lang, option.best_of[outcome])}</td>
              ))}
              <td>{decimals(lang, option.regret, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Leaders({
  story,
  leaders,
}: {
  readonly story: PlayedStory;
  readonly leaders: readonly Leader[];
}): JSX.Element {
  const { lang } = useText();
  const say = sayIn(lang);
  return (
    <article class="report-dilemma">
      <h3>{say('playtest.leaders')}</h3>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={say('playtest.leaders')}>
        <table class="data-table report-table">
          <thead>
            <tr>
              <th scope="col">{say('playtest.leader')}</th>
              {story.endings.map((ending) => (
                <th key={ending} scope="col">
                  {ending}
                </th>
              ))}
              {OUTCOMES.map((outcome, k) => (
                <th key={outcome} scope="col">
                  {wordOf(lang, 'playtest.outcome', String(k))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {leaders.map((leader) => (
              <tr key={leader.leader}>
                <th scope="row">{wordOf(lang, 'playtest.leader', leader.leader)}</th>
                {story.endings.map((ending) => (
                  <td key={ending}>{percent(lang, leader.endings[ending] ?? 0)}</td>
                ))}
                {OUTCOMES.map((outcome) => (
                  <td key={outcome}>{decimals(lang, leader.outcomes[outcome], 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </article>
  );
}
