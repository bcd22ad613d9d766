/** @file The page of a link into a room: a student's, or with the board's password the board. It has no other screens. */
import { useEffect } from 'preact/hooks';
import { readRoomLink, watch } from '../../actions/room.ts';
import { GlyphSprite } from '../../parts/glyph.tsx';
import { link } from '../../state/room.ts';
import { Board } from './board.tsx';
import { Student } from './student.tsx';
import './class.css';

export function ClassPage() {
  useEffect(() => {
    readRoomLink();
    if (link.value?.board !== undefined) void watch();
    addEventListener('hashchange', () => location.reload()); // another room, or none
  }, []);
  return (
    <>
      <GlyphSprite />
      {link.value?.board === undefined ? <Student /> : <Board />}
    </>
  );
}
