package kvservice

import "sync"

// Store is the process's map of keys to values; its zero value is empty and ready.
type Store struct {
	mu     sync.RWMutex
	values map[string][]byte
}

// Put keeps value, which the caller must not change afterwards.
func (s *Store) Put(key string, value []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.values == nil {
		s.values = map[string][]byte{}
	}
	s.values[key] = value
}

// Get tells an absent key from an empty value by its second result.
func (s *Store) Get(key string) ([]byte, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	value, known := s.values[key]
	return value, known
}
