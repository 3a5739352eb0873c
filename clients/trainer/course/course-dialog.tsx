/* course-dialog.tsx -- a story for the learning platform of an organisation: as a package, or as a link. */
import '../../core/later';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { stories, zip } from 'dk:course';
import { scenarios, type ScenarioCard } from '../../core/api';
import { at } from '../../core/root';
import type { Lang } from '../../core/types';
import type { Course } from '../../course/course';
import { minutesAlone } from '../../solo/minutes';
import { Button } from '../../ui/button';
import { CopyLink } from '../../ui/copy-link';
import { Dialog } from '../../ui/dialog';
import { useReached } from '../../ui/reached';
import { useText } from '../../ui/reading';
import { saveBlob } from '../../ui/save-file';
import { packed } from './pack';

async function read(address: string): Promise<Uint8Array> {
  const response = await fetch(at(address), { credentials: 'omit' });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function cardOf(story: string, lang: Lang): Promise<ScenarioCard> {
  const answer = await scenarios(lang);
  const card = answer.ok ? answer.value.scenarios.find(({ id }) => id === story) : undefined;
  if (card === undefined) throw new Error(`${story}: no card`);
  return card;
}

async function courseOf(story: string): Promise<Course> {
  const [nl, en] = await Promise.all([cardOf(story, 'nl'), cardOf(story, 'en')]);
  const words = ({ title, intro }: ScenarioCard): Course['titles']['nl'] => ({ title, intro });
  return { story, minutes: minutesAlone(nl), titles: { nl: words(nl), en: words(en) } };
}

interface Props {
  readonly story: string;
  readonly title: string;
  readonly onClose: () => void;
}

export function CourseDialog({ story, title, onClose }: Props): JSX.Element {
  const { t } = useText();
  const { origin } = useReached();
  const [state, setState] = useState<'ready' | 'busy' | 'missed'>('ready');
  const address = `${origin}/solo/?story=${encodeURIComponent(story)}`;
  const content = stories[story];
  const save = async (): Promise<void> => {
    if (content === undefined) return;
    setState('busy');
    try {
      const bytes = await packed({ course: await courseOf(story), address }, zip, content, read);
      saveBlob(`${story}.zip`, new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' }));
      setState('ready');
    } catch {
      setState('missed');
    }
  };
  return (
    <Dialog title={`${t('trainer.course')}: ${title}`} onClose={onClose}>
      <div class="stack">
        <p>{t('trainer.course_what')}</p>
        <p>{t('trainer.course_tells')}</p>
        {content === undefined ? (
          <p role="status">{t('trainer.course_own')}</p>
        ) : (
          <Button kind="main" full busy={state === 'busy'} onClick={() => void save()}>
            {t(state === 'busy' ? 'trainer.course_busy' : 'trainer.course_save')}
          </Button>
        )}
        <p class="field-error" role="alert">
          {state === 'missed' ? t('trainer.course_missed') : ''}
        </p>
        <CopyLink link={address} label={t('trainer.course_link')} />
      </div>
    </Dialog>
  );
}
