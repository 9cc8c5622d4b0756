import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import type { Language } from '#libs/http';
import type { ToDosDto } from './dto/to-do.dto.js';
import { toDoKinds } from './to-dos.js';
import { ToDosReadModel } from './to-dos.read-model.js';

@Injectable()
export class ToDosService {
  constructor(
    private readonly readModel: ToDosReadModel,
    private readonly clock: Clock,
  ) {}

  async list(principal: Principal, language: Language): Promise<ToDosDto> {
    const rows = await this.readModel.of(
      {
        managed: principal.ranges('members.manage'),
        answered: principal.ranges('transfers.handle'),
      },
      principal.personId,
      dayInShanghai(this.clock.now()),
    );
    return {
      toDos: rows.map(({ kind, count, firstOn }) => {
        const { title, href } = toDoKinds[kind];
        return { kind, title: title[language], count, firstOn, href };
      }),
    };
  }
}
