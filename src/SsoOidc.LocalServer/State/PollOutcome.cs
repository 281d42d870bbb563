namespace SsoOidc.LocalServer.State;

/// <summary>What a device code is worth at the moment it is presented.</summary>
internal enum PollOutcome
{
    Pending,
    TooFast,
    Denied,
    Expired,
    Spent,
    Granted,
}
