//! The connections that are open, and which of them is closed when there are too many: one client
//! with many connections keeps no other out.

use std::collections::VecDeque;
use std::io;
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The most that have not shown yet that they know the address.
const WAITING: usize = 32;
/// The most of those that do, and whose request has not come whole.
const SENDING: usize = 32;
/// The most that are being answered; a browser opens six.
const ANSWERED: usize = 32;
/// The most streams of events; a tab has one while it is seen.
const LISTENING: usize = 16;

#[derive(Default)]
pub(in super::super) struct Connections {
    open: Mutex<Open>,
}

/// The oldest first.
#[derive(Default)]
struct Open {
    next: u64,
    waiting: VecDeque<Connection>,
    sending: VecDeque<Connection>,
    answered: VecDeque<Connection>,
    listening: VecDeque<(String, Connection)>,
}

struct Connection {
    number: u64,
    stream: TcpStream,
}

impl Drop for Connection {
    /// Its thread, if it still goes on, finds the connection at its end.
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

/// Keeps a connection open until it is dropped.
pub(in super::super) struct Slot {
    connections: Arc<Connections>,
    number: u64,
}

impl Connections {
    /// Takes a connection in. Where too many wait to say what they want, the oldest goes.
    ///
    /// # Errors
    /// The system gives no second handle of it.
    pub(in super::super) fn enter(self: &Arc<Self>, stream: &TcpStream) -> io::Result<Slot> {
        let stream = stream.try_clone()?;
        let mut open = self.open();
        let number = open.next;
        open.next += 1;
        if open.waiting.len() >= WAITING {
            open.waiting.pop_front();
        }
        open.waiting.push_back(Connection { number, stream });
        Ok(Slot { connections: Arc::clone(self), number })
    }

    /// Each change is whole: a thread that panicked leaves nothing half done.
    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Takes out a connection that is not being answered yet; `None` where it had to give way.
    fn take(&mut self, number: u64) -> Option<Connection> {
        [&mut self.waiting, &mut self.sending].into_iter().find_map(|queue| {
            let at = queue.iter().position(|connection| connection.number == number)?;
            queue.remove(at)
        })
    }
}

impl Slot {
    /// Counts it as one whose request still comes: where there are too many the oldest goes. False
    /// where it had to give way itself.
    pub(in super::super) fn begin_body(&self) -> bool {
        let mut open = self.connections.open();
        let Some(connection) = open.take(self.number) else { return false };
        if open.sending.len() >= SENDING {
            open.sending.pop_front();
        }
        open.sending.push_back(connection);
        true
    }

    /// Counts it as being answered; false where it had to give way, or too many are.
    pub(in super::super) fn begin_answer(&self) -> bool {
        let mut open = self.connections.open();
        let Some(connection) = open.take(self.number) else { return false };
        let has_room = open.answered.len() < ANSWERED;
        if has_room {
            open.answered.push_back(connection);
        }
        has_room
    }

    /// Counts it as a tab's stream of events: an older one of that tab goes, and where there are
    /// too many the oldest. False where it had to give way itself.
    pub(in super::super) fn listen(&self, tab: &str) -> bool {
        let mut open = self.connections.open();
        let Some(connection) = open.take(self.number) else { return false };
        open.listening.retain(|(own, _)| own != tab);
        if open.listening.len() >= LISTENING {
            open.listening.pop_front();
        }
        open.listening.push_back((tab.to_owned(), connection));
        true
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut open = self.connections.open();
        open.waiting.retain(|connection| connection.number != self.number);
        open.sending.retain(|connection| connection.number != self.number);
        open.answered.retain(|connection| connection.number != self.number);
        open.listening.retain(|(_, connection)| connection.number != self.number);
    }
}
