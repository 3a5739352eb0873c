/* preview.tsx -- inside a story: who, which dilemmas, what one practises. */
import type { JSX } from 'preact';
import type { ScenarioPreview } from '../../core/api';
import { capital, series } from '../../core/i18n';
import { Face } from '../../ui/face';
import { Letter } from '../../ui/letter';
import { useText } from '../../ui/reading';
import '../../ui/story.css';
import { gradeName, themesOf } from '../../ui/words';
import { CourseLater } from './course-later';

type PreviewedDilemma = ScenarioPreview['dilemmas'][number];

/* What people will choose from, folded: who prepares opens what is wanted. */
function Options({ title, options }: Pick<PreviewedDilemma, 'title' | 'options'>): JSX.Element {
  const { t } = useText();
  return (
    <details>
      <summary>
        {t('trainer.preview_options', { n: options.length })}
        <span class="hidden-text">, {title}</span>
      </summary>
      <ul class="arc-options">
        {options.map((option, i) => (
          <li key={i}>
            <Letter option={i} small />
            <span>
              <b>{option.title}</b> {option.text}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Lines({ head, lines }: { readonly head: string; readonly lines: readonly string[] }): JSX.Element | null {
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{head}</h3>
      <ul class="aims">
        {lines.map((line, i) => (
          <li key={i}>{capital(line)}</li>
        ))}
      </ul>
    </>
  );
}

export function Preview({ preview }: { readonly preview: ScenarioPreview | null }): JSX.Element {
  const texts = useText();
  const { t } = texts;
  if (preview === null) return <section aria-busy="true" />;
  return (
    <section class="start-preview">
      <p class="eyebrow">
        {series(
          texts.lang,
          [themesOf(texts, preview.themes), gradeName(t, preview.level)].filter((word) => word !== ''),
        )}
      </p>
      <h2>{preview.title}</h2>
      <p class="story">{preview.intro}</p>
      <ul class="cast">
        {preview.members.map((member) => (
          <li key={member.id}>
            <Face id={member.id} name={member.name} />
            {member.name}
          </li>
        ))}
      </ul>
      <h3>
        {t('trainer.dilemmas', { n: preview.dilemmas.length })}
        {preview.rounds < preview.dilemmas.length && t('trainer.dilemmas_played', { n: preview.rounds })}
      </h3>
      <ol class="arc">
        {preview.dilemmas.map((one, i) => (
          <li key={i}>
            <b>{one.title}</b>
            {one.question !== '' && <span>{one.question}</span>}
            {one.options.length > 0 && <Options title={one.title} options={one.options} />}
          </li>
        ))}
      </ol>
      <Lines head={t('trainer.prepare')} lines={preview.prepare} />
      <Lines head={t('trainer.aims')} lines={preview.aims} />
      <Lines head={t('trainer.sources')} lines={preview.sources} />
      <CourseLater key={preview.id} story={preview.id} title={preview.title} />
    </section>
  );
}
