/* main.tsx -- the page where an administrator gives trainers keys and takes them back. It needs the first key of the
 * server; whoever opens it with another key is told whose that is. */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { arrivedWith } from '../core/address';
import type { Problem } from '../core/api';
import { site } from '../core/root';
import type { KeyHolder, KeyRefusal, NamedKey } from '../core/types';
import { Broken } from '../ui/broken';
import { KeyPage } from '../ui/key-page';
import { mount } from '../ui/mount';
import { useText } from '../ui/reading';
import { shelf } from '../ui/shelf';
import { AccessPage, type FreshKey } from './page';
import { holder as askHolder, listed, make, revoke, type KeyAsker } from './requests';

const KEY = 'dk.trainer_key'; // The trainer's page keeps it there.

function arrive(): string | null {
  const { key } = arrivedWith('key');
  if (key !== null) shelf.set(KEY, key);
  return shelf.get(KEY);
}

function Page(): JSX.Element {
  const { t } = useText();
  const [key, setKey] = useState(arrive);
  const [refused, setRefused] = useState(false);
  const forget = (wrong: boolean): void => {
    shelf.remove(KEY);
    setRefused(wrong);
    setKey(null);
  };
  if (key !== null) return <Keys trainerKey={key} onForget={forget} />;
  return (
    <KeyPage
      refused={refused}
      onKey={(given) => {
        shelf.set(KEY, given);
        setKey(given);
      }}
      words={{
        title: t('access.title'),
        what: t('access.key_what'),
        field: t('access.key_field'),
        wrong: t('access.key_wrong'),
        go: t('access.key_go'),
      }}
    />
  );
}

interface KeysProps {
  readonly trainerKey: string;
  readonly onForget: (wrong: boolean) => void;
}

function Keys({ trainerKey, onForget }: KeysProps): JSX.Element {
  const { t, lang } = useText();
  const who = useMemo<KeyAsker>(() => ({ key: trainerKey, lang }), [trainerKey, lang]);
  const [holder, setHolder] = useState<KeyHolder | null>(null);
  const [keys, setKeys] = useState<readonly NamedKey[]>([]);
  const [fresh, setFresh] = useState<FreshKey | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const failed = (what: Problem): void => {
    if (what.code === 'forbidden') onForget(true);
    else setProblem(what.message || t('access.unreachable'));
  };
  const refuse = (reason: KeyRefusal | undefined): void => setProblem(t(`access.${reason ?? 'disk'}`));
  const look = async (): Promise<void> => {
    const answer = await listed(who);
    if (answer.ok) setKeys(answer.value.keys);
    else failed(answer.problem);
  };
  useEffect(() => {
    void askHolder(who).then((answer) => {
      if (!answer.ok) return failed(answer.problem);
      setHolder(answer.value);
      return answer.value.is_first ? look() : undefined;
    });
  }, [who]);
  const makeFor = async (name: string): Promise<boolean> => {
    setProblem(null);
    const answer = await make(who, name);
    if (!answer.ok) failed(answer.problem);
    else if (!answer.value.made) refuse(answer.value.reason);
    else setFresh({ name: name.trim(), link: `${site()}/trainer/#key=${answer.value.key ?? ''}` });
    await look();
    return answer.ok && answer.value.made;
  };
  const takeBack = async (one: NamedKey): Promise<void> => {
    setProblem(null);
    const answer = await revoke(who, one.id);
    if (!answer.ok && answer.problem.code !== 'not_found') failed(answer.problem);
    else if (answer.ok && !answer.value.revoked) refuse(answer.value.reason);
    await look();
  };
  return (
    <AccessPage
      holder={holder}
      keys={keys}
      fresh={fresh}
      problem={problem}
      onMake={makeFor}
      onSeen={() => setFresh(null)}
      onRevoke={(one) => void takeBack(one)}
      onForget={() => onForget(false)}
    />
  );
}

mount(<Page />, shelf, <Broken />);
