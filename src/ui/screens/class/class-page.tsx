/** @file The page of a class's link: a student's, with the board's password the board, or of a shard. It has no other screens. */
import { useEffect } from 'preact/hooks';
import { readRoomLink, watch } from '../../actions/room.ts';
import { GlyphSprite } from '../../parts/glyph.tsx';
import { link } from '../../state/room.ts';
import { SHARD_FRAGMENT } from '../../../contract/link/shard-link.ts';
import { ShardPage } from './shard-page.tsx';
import { Board } from './board.tsx';
import { Student } from './student.tsx';
import './class.css';

const isShard = location.hash.startsWith(`#${SHARD_FRAGMENT}=`);

export function ClassPage() {
  useEffect(() => {
    if (!isShard) readRoomLink();
    if (link.value?.board !== undefined) void watch();
    addEventListener('hashchange', () => location.reload()); // another room, or none
  }, []);
  return (
    <>
      <GlyphSprite />
      {isShard ? <ShardPage /> : link.value?.board === undefined ? <Student /> : <Board />}
    </>
  );
}
