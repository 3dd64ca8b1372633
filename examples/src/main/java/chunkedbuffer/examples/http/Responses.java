package chunkedbuffer.examples.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * All answers in all their forms, ready to be sent. Each event loop has its own, so that they can be changed in place; they are
 * dated once a second.
 */
final class Responses {

    private static final ThreadLocal<Responses> OF_THREAD = ThreadLocal.withInitial(Responses::new);

    private final Map<Persistence, Map<Answer, Response>> all = new EnumMap<>(Persistence.class);
    private final HttpDate date = new HttpDate();

    private Responses() {
        for (Persistence persistence : Persistence.values()) {
            Map<Answer, Response> answers = new EnumMap<>(Answer.class);
            for (Answer answer : Answer.values()) {
                answers.put(answer, new Response(answer, persistence));
            }
            all.put(persistence, answers);
        }
    }

    /** Those of the calling thread, with the date of now. */
    static Responses now() {
        Responses responses = OF_THREAD.get();
        responses.date.set(System.currentTimeMillis() / 1000);
        return responses;
    }

    Response of(Answer answer, Persistence persistence) {
        Map<Answer, Response> answers = Objects.requireNonNull(all.get(persistence));
        Response response = Objects.requireNonNull(answers.get(answer));
        response.date(date);
        return response;
    }
}
