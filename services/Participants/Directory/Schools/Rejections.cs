using Google.Protobuf.Collections;

namespace Mastery.Participants;

/// <summary>The records that an import turned away: all are counted, as many are told of as an answer can
/// hold.</summary>
sealed class Rejections
{
    const int MostTold = 10_000;

    readonly List<V1.RejectedRecord> _told = [];

    public int Count { get; private set; }

    public void Add(V1.RejectedRecord rejected)
    {
        Count++;
        if (_told.Count < MostTold)
        {
            _told.Add(rejected);
        }
    }

    public void CopyTo(RepeatedField<V1.RejectedRecord> answer) => answer.AddRange(_told);
}
