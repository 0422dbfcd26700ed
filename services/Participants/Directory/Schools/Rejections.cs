using Google.Protobuf.Collections;

namespace Mastery.Participants;

/// <summary>The records that an import rejected. It counts all of them and keeps the first 10,000, so that they fit
/// into a response.</summary>
sealed class Rejections
{
    const int MaxKept = 10_000;

    readonly List<V1.RejectedRecord> _kept = [];

    public int Count { get; private set; }

    /// <summary>The records of establishments outside the programme, which are no fault.</summary>
    public int Outside { get; set; }

    public void Add(V1.RejectedRecord rejected)
    {
        Count++;
        if (_kept.Count < MaxKept)
        {
            _kept.Add(rejected);
        }
    }

    public void CopyTo(RepeatedField<V1.RejectedRecord> answer) => answer.AddRange(_kept);
}
