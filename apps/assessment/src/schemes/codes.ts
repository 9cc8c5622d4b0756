import { type Grade, grades, type ScoreLevel, scoreLevels } from '#libs/contracts';

/** Levels and grades as the tables keep them, in two bytes; the order of the lists in #libs/contracts never changes. */
export const levelCode = (level: ScoreLevel): number => scoreLevels.indexOf(level);
export const gradeCode = (grade: Grade): number => grades.indexOf(grade);

export function levelOf(code: number): ScoreLevel {
  const level = scoreLevels[code];
  if (!level) throw new Error(`no level has the number ${code}`);
  return level;
}

export function gradeOf(code: number | null): Grade | null {
  if (code === null) return null;
  const grade = grades[code];
  if (!grade) throw new Error(`no grade has the number ${code}`);
  return grade;
}

/** The phase behind the last level: the run is complete and gets its hash. */
export const SEALING = scoreLevels.length;
