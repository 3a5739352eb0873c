/* course-later.tsx -- the way to a package for a learning platform, fetched when somebody asks for it. */
import type { ComponentType, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../ui/button';
import { useText } from '../../ui/reading';

interface Props {
  readonly story: string;
  readonly title: string;
}

type Shown = ComponentType<Props & { readonly onClose: () => void }>;

export function CourseLater(props: Props): JSX.Element {
  const { t } = useText();
  const [open, setOpen] = useState<Shown | null>(null);
  const [missed, setMissed] = useState(false);
  const Open = open;
  const look = async (): Promise<void> => {
    try {
      const { CourseDialog } = await import('../course/course-dialog');
      setOpen(() => CourseDialog);
      setMissed(false);
    } catch {
      setMissed(true);
    }
  };
  return (
    <div class="block">
      <Button compact onClick={() => void look()}>
        {t('trainer.course')}
      </Button>
      {missed && <span role="alert"> {t('join.unreachable')}</span>}
      {Open !== null && <Open {...props} onClose={() => setOpen(null)} />}
    </div>
  );
}
