import { IsIn, IsInt, IsString, Length, Matches, Max, MaxLength } from 'class-validator';
import { Type } from 'class-transformer';
import { DomainError } from '#libs/contracts';
import { RequestValidationPipe } from './validation.pipe.js';
import { MayBeLeftOut } from './validators.js';

class Request {
  @IsString()
  @Matches(/\S/)
  @MaxLength(5)
  title!: string;

  @MayBeLeftOut()
  @Length(2, 4)
  code?: string;

  @MayBeLeftOut()
  @Type(() => Number)
  @IsInt()
  @Max(200)
  limit?: number;

  @MayBeLeftOut()
  @IsIn(['draft', 'filed'])
  status?: string;
}

const sound = { title: 'x' };

async function refusal(body: object): Promise<readonly (readonly string[])[]> {
  const pipe = new RequestValidationPipe();
  try {
    await pipe.transform(body, { type: 'body', metatype: Request });
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.errors.map(({ pointer, code, message }) => [
      pointer,
      code,
      message.zh,
      message.en,
    ]);
  }
}

describe('a field that is wrong', () => {
  it.each([
    [{}, ['/title', 'required', '必须填写', 'is required']],
    [{ title: null }, ['/title', 'null', '不能为 null', 'must not be null']],
    [{ title: '  ' }, ['/title', 'matches', '不能为空白', 'must not be blank']],
    [{ title: 7 }, ['/title', 'isString', '应为文本', 'must be a string']],
    [
      { title: 'longer' },
      ['/title', 'maxLength', '不能超过 5 个字符', 'must be shorter than or equal to 5 characters'],
    ],
    [{ ...sound, code: null }, ['/code', 'null', '不能为 null', 'must not be null']],
    [
      { ...sound, code: 'a' },
      ['/code', 'isLength', '至少 2 个字符', 'must be longer than or equal to 2 characters'],
    ],
    [
      { ...sound, code: 'abcde' },
      ['/code', 'isLength', '不能超过 4 个字符', 'must be shorter than or equal to 4 characters'],
    ],
    [{ ...sound, limit: 'abc' }, ['/limit', 'isInt', '应为整数', 'must be an integer number']],
    [{ ...sound, limit: 1000 }, ['/limit', 'max', '不能大于 200', 'must not be greater than 200']],
    [
      { ...sound, status: 'x' },
      [
        '/status',
        'isIn',
        '应为下列之一：draft, filed',
        'must be one of the following values: draft, filed',
      ],
    ],
    [{ ...sound, more: 1 }, ['/more', 'unknown', '没有这个字段', 'is not a field']],
  ])('%j is told what is wrong, once and in both languages', async (body, told) => {
    expect(await refusal(body)).toEqual([told]);
  });

  it('is nowhere in what is sound', async () => {
    expect(await refusal({ ...sound, code: 'abc', limit: '5', status: 'draft' })).toEqual([]);
  });
});
