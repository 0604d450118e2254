/**
 * Why each call ended, how each ticket was closed, and which calls a disposition fits. Tickets closed before this tell it
 * by their own history; those of calls that ended in the menu were left open, and stay so.
 */
export const outcomes = `
alter table calls add column ended_why text;

alter table tickets add column closed_as text
  check (closed_as in ('agreed', 'unreachable', 'informed-by-menu', 'left-in-menu'));
update tickets t set closed_as = (
    select case
      when e.kind = 'informed-by-menu' then 'informed-by-menu'
      when (e.data ->> 'agreed')::boolean then 'agreed'
      else 'unreachable'
    end
    from ticket_events e where e.ticket = t.number and e.kind in ('closed', 'informed-by-menu')
    order by e.id desc limit 1
  )
  where state = 'closed';

alter table dispositions add column fits text not null default 'any' check (fits in ('any', 'talk', 'no-talk'));
update dispositions set fits = 'talk'
  where code in ('resuelta-en-linea', 'cliente-conforme', 'factura-aclarada', 'compromiso-de-pago', 'datos-completados');
update dispositions set fits = 'no-talk' where code = 'no-contesta';
-- It now stands for every call that reached nobody; who wrote words of their own keeps them.
update dispositions set title_es = 'No se pudo hablar con el cliente', title_en = 'Customer not reached'
  where code = 'no-contesta' and title_es = 'El cliente no contesta';
`;
