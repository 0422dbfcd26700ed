using Mastery.ServiceDefaults;

namespace Mastery.Library;

static class ShelfErrors
{
    public static ApiError NotOpen(string name) =>
        ApiError.WrongState(name, "CLOSED", ["OPEN"], "it is closed already");
}
