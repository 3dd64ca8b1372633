package chunkedbuffer.examples.http;

/** A request that is not served, and after which the connection cannot go on: nobody knows where the next request begins. */
final class RefusedRequest extends Exception {

    private static final long serialVersionUID = 1L;

    private final Answer answer;

    RefusedRequest(Answer answer) {
        super(answer.name(), null, false, false); // peers cause it: it shall cost little
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
