using Mastery.Errors.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Library;

static class ShelfErrors
{
    public static ApiError NotOpen(string name) =>
        ApiError.Precondition(ErrorReason.WrongState, "STATE", name, "Only an OPEN shelf can be closed.");
}
