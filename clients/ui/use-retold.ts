/* use-retold.ts -- another way of a room of a group, for whoever may see it: fetched once a room, then played again on
 * this device for every turn that is asked. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { retellRoom, type RetoldRoom } from '../core/alone/retold';
import type { TwoWays } from '../core/alone/road';
import type { WayTurn } from './timeline';
import { useText } from './reading';

export type OtherWay = TwoWays | 'none' | 'busy' | 'away'; // away: it cannot be played again here.

/* room -1: no room is looked at. */
export function useOtherWay(token: string, room: number, turn: WayTurn | null): OtherWay {
  const { lang } = useText();
  const [retold, setRetold] = useState<RetoldRoom | 'busy' | 'away'>('busy');
  const [other, setOther] = useState<OtherWay>('none');
  const newest = useRef(0);
  useEffect(() => {
    if (room < 0) return undefined;
    let stale = false;
    let open: RetoldRoom | null = null;
    setRetold('busy');
    void retellRoom(token, lang, room).then((answer) => {
      if (stale) return answer?.close();
      open = answer;
      setRetold(answer ?? 'away');
    });
    return () => {
      stale = true;
      open?.close();
    };
  }, [token, lang, room]);
  const round = turn?.round ?? -1;
  const option = turn?.option ?? -1;
  useEffect(() => {
    const asked = ++newest.current;
    if (round < 0 || room < 0) return setOther('none');
    if (typeof retold === 'string') return setOther(retold);
    void retold.ways({ round, option }).then((answer) => {
      if (asked === newest.current) setOther(answer ?? 'away'); // Else another turn was asked since.
    });
    return undefined;
  }, [retold, room, round, option]);
  return other;
}
