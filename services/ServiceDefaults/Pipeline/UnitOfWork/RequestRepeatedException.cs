namespace Mastery.ServiceDefaults;

/// <summary>The request id of a call was claimed and committed by another call with it while this one was at work: what
/// this one did is rolled back and the other's answer is given.</summary>
sealed class RequestRepeatedException : Exception
{
    public RequestRepeatedException() : base("Another call with the same request_id was committed meanwhile.")
    {
    }
}
