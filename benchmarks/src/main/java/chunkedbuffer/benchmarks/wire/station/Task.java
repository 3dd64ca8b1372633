package chunkedbuffer.benchmarks.wire.station;

/** What a process is there for. Its class has a constructor that takes an array of strings, or none. */
public interface Task {
    /**
     * Does something.
     *
     * @param command its name and arguments
     * @return an answer of one line
     * @throws Exception when it cannot be done
     */
    String run(String[] command) throws Exception;
}
